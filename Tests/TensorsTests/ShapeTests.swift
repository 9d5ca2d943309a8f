import Tensors
import Testing

struct ShapeTests {
    @Test func describesItselfAsRowsTimesColumns() {
        #expect(Shape(3, 12).description == "3×12")
        #expect(Shape(3, 12).count == 36)
        #expect(Shape(3, 12).transposed == Shape(12, 3))
        #expect(Shape(1, 1).isScalar)
        #expect(!Shape(1, 2).isScalar)
    }

    @Test func onlyASingleRowOrColumnRepeats() {
        let target = Shape(3, 4)
        for fitting in [Shape(3, 4), Shape(1, 4), Shape(3, 1), Shape(1, 1)] {
            #expect(fitting.broadcasts(to: target))
        }
        for other in [Shape(2, 4), Shape(3, 2), Shape(4, 3), Shape(4, 1), Shape(1, 3), Shape(6, 4)] {
            #expect(!other.broadcasts(to: target))
        }
    }

    @Test func commonShapeOfTwoOperands() {
        #expect(Shape.broadcast(Shape(3, 1), Shape(1, 4)) == Shape(3, 4))
        #expect(Shape.broadcast(Shape(3, 4), Shape(1, 1)) == Shape(3, 4))
        #expect(Shape.broadcast(Shape(1, 1), Shape(1, 1)) == Shape(1, 1))
        #expect(Shape.broadcast(Shape(3, 4), Shape(4, 3)) == nil)
        #expect(Shape.broadcast(Shape(2, 4), Shape(4, 4)) == nil)
        // What has no rows fits a number and a single row.
        #expect(Shape.broadcast(Shape(0, 2), Shape(1, 1)) == Shape(0, 2))
        #expect(Shape.broadcast(Shape(1, 2), Shape(0, 2)) == Shape(0, 2))
        #expect(Shape.broadcast(Shape(0, 2), Shape(3, 2)) == nil)
    }

    @Test func errorsNameTheOperationAndBothShapes() {
        let error = ShapeError("addition", Shape(2, 3), Shape(4, 5))
        #expect("\(error)" == "addition: shapes 2×3 and 4×5 do not fit")
        #expect(
            "\(ShapeError("gradient", Shape(2, 3), because: "is not 1×1"))"
                == "gradient: shape 2×3 is not 1×1")
    }
}
