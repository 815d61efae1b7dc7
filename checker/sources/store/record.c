/* SPDX-License-Identifier: MIT */
/*
 * How variants look in the file, and what proves that they are whole.
 */
#include "base/pack.h"
#include "sources/store/handle.h"

static struct str hash_str(const struct hash *hash)
{
	return (struct str){ (const char *)hash, sizeof(*hash) };
}

struct hash variant_digest(struct hash key, struct str packed)
{
	const struct str parts[] = { hash_str(&key), packed };
	return hash_parts(parts, COUNT_OF(parts));
}

struct hash outside_digest(struct str path, const struct outside_file *file)
{
	struct buf numbers;
	buf_init(&numbers);
	pack_num(&numbers, file->stamp.size);
	pack_num(&numbers, (uint64_t)file->stamp.mtime_ns);
	pack_num(&numbers, file->stamp.inode);
	const struct str parts[] = { path, buf_str(&numbers), hash_str(&file->content) };
	struct hash digest = hash_parts(parts, COUNT_OF(parts));
	buf_finish(&numbers);
	return digest;
}

void variant_pack(const struct store_variant *variant, struct buf *out)
{
	pack_num(out, variant->inputs.len);
	vec_each (const struct store_input, input, &variant->inputs) {
		pack_str(out, input->path);
		pack_num(out, input->is_outside);
		pack_hash(out, input->content);
	}
	pack_num(out, variant->names.len);
	vec_each (const struct store_name, name, &variant->names) {
		pack_str(out, name->name);
		pack_hash(out, name->places);
	}
	pack_num(out, variant->blocks.len);
	vec_each (const struct hash, block, &variant->blocks) {
		pack_hash(out, *block);
	}
	pack_str(out, variant->unit);
}

bool variant_unpack(struct store_variant *variant, struct arena *arena, struct str bytes)
{
	struct unpack in = { .rest = bytes };
	*variant = (struct store_variant){ 0 };
	size_t count = unpack_count(&in, 2 + sizeof(struct hash));
	for (size_t i = 0; i < count; i++) {
		*vec_add(&variant->inputs, arena) = (struct store_input){
			.path = unpack_str(&in),
			.is_outside = unpack_max(&in, 1) == 1,
			.content = unpack_hash(&in),
		};
	}
	count = unpack_count(&in, 1 + sizeof(struct hash));
	for (size_t i = 0; i < count; i++) {
		*vec_add(&variant->names, arena) = (struct store_name){
			.name = unpack_str(&in),
			.places = unpack_hash(&in),
		};
	}
	count = unpack_count(&in, sizeof(struct hash));
	for (size_t i = 0; i < count; i++) {
		*vec_add(&variant->blocks, arena) = unpack_hash(&in);
	}
	variant->unit = unpack_str(&in);
	return unpack_end(&in);
}
