import Tensors
import Testing

struct PhiloxTests {
    /// The known answers published with the generator: `kat_vectors` of Random123, philox4x32 with 10 rounds.
    @Test func publishedKnownAnswers() {
        #expect(
            Philox.block(counter: .zero, key: .zero)
                == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        #expect(
            Philox.block(counter: .init(repeating: .max), key: .init(repeating: .max))
                == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        #expect(
            Philox.block(
                counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
                key: SIMD2(0xa409_3822, 0x299f_31d0))
                == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }

    private struct Table: Decodable {
        struct Block: Decodable {
            let counter, key, output: [UInt32]
        }

        let knownAnswers, further: [Block]
    }

    @Test func everyReferenceBlock() throws {
        let table: Table = try ReferenceData.read("philox")
        let blocks = table.knownAnswers + table.further
        #expect(blocks.count == 23)
        for block in blocks {
            let output = Philox.block(counter: SIMD4(block.counter), key: SIMD2(block.key))
            #expect(output == SIMD4(block.output))
        }
    }
}
