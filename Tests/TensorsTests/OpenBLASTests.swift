import Foundation
import Testing

@testable import Tensors

@Suite struct OpenBLASTests {
    private struct Refusal: Error {}

    /// In a process of its own, since the number holds for all of it.
    @Test func threadsAreOneExceptWhereTheyAreShared() async {
        await #expect(processExitsWith: .success) {
            #expect(OpenBLAS.threads == 1)
            OpenBLAS.shared(by: 3) {
                #expect(OpenBLAS.threads == 3)
                OpenBLAS.shared(by: 1) { #expect(OpenBLAS.threads == 1) }
                #expect(OpenBLAS.threads == 3)
            }
            #expect(OpenBLAS.threads == 1)
            #expect(throws: Refusal.self) { try OpenBLAS.shared(by: 2) { throw Refusal() } }
            #expect(OpenBLAS.threads == 1)
            OpenBLAS.shared(by: -1) { #expect(OpenBLAS.threads == 1) }
        }
    }

    /// The library is told to make a single thread when it is loaded, and nobody sees that afterwards.
    @Test func theEnvironmentIsLeftAsItWas() async {
        await #expect(processExitsWith: .success) {
            setenv("OPENBLAS_NUM_THREADS", "7", 1)
            try OpenBLAS.load()
            #expect(OpenBLAS.threads == 1)
            #expect(String(cString: getenv("OPENBLAS_NUM_THREADS")) == "7")
        }
        await #expect(processExitsWith: .success) {
            unsetenv("OPENBLAS_NUM_THREADS")
            try OpenBLAS.load()
            #expect(getenv("OPENBLAS_NUM_THREADS") == nil)
        }
    }

    @Test func theVersionIsShort() {
        #expect(OpenBLAS.version.wholeMatch(of: /OpenBLAS [0-9]+\.[0-9]+\.[0-9.a-z]+/) != nil)
        #expect(OpenBLAS.configuration.hasPrefix(OpenBLAS.version))
    }

    @Test func aMissingLibraryIsNamed() {
        let error = OpenBLASError(cause: "libopenblas.so.0: cannot open shared object file")
        #expect(
            error.description == """
                the library OpenBLAS cannot be loaded: libopenblas.so.0: cannot open shared object file. \
                Debian and Ubuntu have it in the package libopenblas0; a limit of memory can be the cause too
                """)
    }
}
