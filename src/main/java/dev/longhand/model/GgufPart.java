package dev.longhand.model;

import java.util.List;
import java.util.Map;

/**
 * What the header of one file says; a model is one of these or several.
 *
 * @param version 2 or 3
 * @param metadata in the file's order
 * @param tensors whose data is in this file
 * @param fileBytes size of the file
 * @param fingerprint SHA-256 of the header's bytes and the size
 */
record GgufPart(
        int version, Map<String, GgufValue> metadata, List<GgufTensor> tensors, long fileBytes, byte[] fingerprint) {}
