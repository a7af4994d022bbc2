package dev.longhand.engine.libllama;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Finds functions in a loaded library and makes them callable. */
final class Binding {
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup library;

    Binding(SymbolLookup library) {
        this.library = library;
    }

    /** A function with a result. */
    MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.of(result, arguments));
    }

    /** A function without a result. */
    MethodHandle procedure(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.ofVoid(arguments));
    }

    /**
     * A function that returns within a microsecond, calls nothing back and never waits: the Java machine does not
     * prepare for a long absence.
     */
    MethodHandle quick(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                address(name), FunctionDescriptor.of(result, arguments), Linker.Option.critical(false));
    }

    /** Where a function begins. */
    MemorySegment address(String name) {
        return library.find(name)
                .orElseThrow(() -> new IllegalStateException("There is no function " + name + " in the library."));
    }

    /**
     * A method of {@code target} as a native function.
     *
     * @param lookup sees the method; whatever it throws would end the process, so it must throw nothing
     * @param arena lives as long as the library may call it
     */
    static MemorySegment upcall(
            MethodHandles.Lookup lookup, Object target, String method, FunctionDescriptor shape, Arena arena) {
        MethodType type = shape.toMethodType();
        try {
            return LINKER.upcallStub(lookup.bind(target, method, type), shape, arena);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a call threw that was no exception of its own: a bug in this package. */
    static RuntimeException failed(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("A native call failed.", thrown);
        };
    }
}
