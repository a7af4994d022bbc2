package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * Compares the parameters that the library gives as its defaults with what they are known to be. A field that lies
 * elsewhere shows, before anything is done with it.
 */
final class LayoutCheck {
    private final StructLayout struct;
    private final MemorySegment values;

    private LayoutCheck(StructLayout struct, MemorySegment values) {
        this.struct = struct;
        this.values = values;
    }

    /** @throws IllegalStateException if one is another */
    static void check(MemorySegment modelDefaults, MemorySegment contextDefaults) {
        LayoutCheck model = new LayoutCheck(Layouts.MODEL_PARAMS, modelDefaults);
        model.whole("n_gpu_layers", -1);
        model.whole("split_mode", 1);
        model.whole("load_mode", -1);
        model.whole("lazy_mode", 1);
        model.whole("main_gpu", 0);
        model.flag("vocab_only", false);
        model.flag("use_extra_bufts", true);
        model.flag("load_mtp", false);
        LayoutCheck context = new LayoutCheck(Layouts.CONTEXT_PARAMS, contextDefaults);
        context.whole("n_ctx", 512);
        context.whole("n_batch", 2048);
        context.whole("n_ubatch", 512);
        context.whole("n_seq_max", 1);
        context.whole("n_threads", 4);
        context.whole("n_threads_batch", 4);
        context.whole("rope_scaling_type", -1);
        context.whole("flash_attn_type", -1);
        context.real("yarn_ext_factor", -1);
        context.real("defrag_thold", -1);
        context.whole("type_k", ContextCalls.F16);
        context.whole("type_v", ContextCalls.F16);
        context.flag("embeddings", false);
        context.flag("offload_kqv", true);
        context.flag("no_perf", true);
        context.flag("swa_full", true);
        context.flag("kv_unified", false);
        if (contextDefaults.get(JAVA_LONG, at(context, "n_samplers")) != 0) {
            throw differs("n_samplers");
        }
    }

    private void whole(String field, int expected) {
        if (values.get(JAVA_INT, at(this, field)) != expected) {
            throw differs(field);
        }
    }

    private void real(String field, float expected) {
        if (values.get(JAVA_FLOAT, at(this, field)) != expected) {
            throw differs(field);
        }
    }

    private void flag(String field, boolean expected) {
        if (values.get(JAVA_BOOLEAN, at(this, field)) != expected) {
            throw differs(field);
        }
    }

    private static long at(LayoutCheck check, String field) {
        return Layouts.offset(check.struct, field);
    }

    private static IllegalStateException differs(String field) {
        return new IllegalStateException("The library's " + field + " is not where it is expected.");
    }
}
