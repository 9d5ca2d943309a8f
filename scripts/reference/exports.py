"""Files as the libraries themselves write them: bytes of onnx, TensorBoard, NumPy and zlib, in hexadecimal."""

import io
import struct
import zlib

import numpy as np
import onnx
from onnx import TensorProto, helper
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

from common import write


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue().hex()


def events():
    """Three events: the version, two numbers at step 7, and a picture of 2 × 3 pixels at step 300."""
    messages = [
        event_pb2.Event(wall_time=1.5, file_version="brain.Event:2"),
        event_pb2.Event(
            wall_time=2.25,
            step=7,
            summary=summary_pb2.Summary(
                value=[
                    summary_pb2.Summary.Value(tag="losses/generatorLoss", simple_value=0.1),
                    summary_pb2.Summary.Value(tag="coverage/modes", simple_value=-3.0),
                ]
            ),
        ),
        event_pb2.Event(
            wall_time=3.0,
            step=300,
            summary=summary_pb2.Summary(
                value=[
                    summary_pb2.Summary.Value(
                        tag="figures/samples",
                        image=summary_pb2.Summary.Image(
                            height=3, width=2, colorspace=3, encoded_image_string=b"not really a picture"
                        ),
                    )
                ]
            ),
        ),
    ]
    file = io.BytesIO()
    writer = RecordWriter(file)
    for message in messages:
        writer.write(message.SerializeToString())
    return file.getvalue().hex()


def model():
    """max(x Wᵀ, 0) with an Identity, a Reshape's worth of attributes, and facts."""
    nodes = [
        helper.make_node("Gemm", ["points", "0.weight"], ["n2"], name="n2", transB=1),
        helper.make_node("LeakyRelu", ["n2"], ["n3"], name="n3", alpha=0.2),
        helper.make_node("Transpose", ["n3"], ["n4"], name="n4", perm=[1, 0]),
    ]
    weight = TensorProto(name="0.weight", data_type=TensorProto.FLOAT, dims=[2, 3])
    weight.raw_data = np.arange(6, dtype="<f4").tobytes()
    graph = helper.make_graph(
        nodes,
        "generator",
        [helper.make_tensor_value_info("points", TensorProto.FLOAT, ["batch", 3])],
        [helper.make_tensor_value_info("samples", TensorProto.FLOAT, ["batch", 2])],
        [weight],
        doc_string="A generator.",
    )
    result = helper.make_model(
        graph,
        producer_name="gantrain",
        producer_version="1",
        ir_version=8,
        opset_imports=[helper.make_operatorsetid("", 17)],
    )
    # helper sets what the format has as its default.
    result.opset_import[0].ClearField("domain")
    helper.set_model_props(result, {"step": "12"})
    return result.SerializeToString(deterministic=True).hex()


write(
    "exports.json",
    {
        "npyFloats": npy(np.arange(12, dtype="<f4").reshape(2, 3, 2)),
        "npyDoubles": npy(np.array([[0.1, -2.5, np.inf]])),
        "npyIntegers": npy(np.array([0, 1, -7, 1 << 40])),
        "npyTexts": npy(np.array(["step", "w1", "généré"])),
        "events": events(),
        "model": model(),
        "crc32": zlib.crc32(b"The quick brown fox"),
    },
)
