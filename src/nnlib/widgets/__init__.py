"""The widgets of the book. Importing a widget imports anywidget; `import nnlib` alone does not."""

from .activations import Activations
from .attention import Attention
from .backprop import Backprop
from .batchnorm import BatchNorm
from .chain_rule import ChainRule
from .convolution import Convolution
from .dead_relu import DeadReLU
from .decision_boundary import DecisionBoundary
from .deep_training import DeepTraining
from .dropout import Dropout
from .folding import Folding
from .gradient_flow import GradientFlow
from .lenet_digits import LeNetDigits
from .look_up import LookUp
from .network_sizes import NetworkSizes
from .sentences import Sentences
from .soft_steps import SoftSteps
from .softmax_loss import SoftmaxLoss
from .staircase import Staircase

__all__ = [
    "Activations",
    "Attention",
    "Backprop",
    "BatchNorm",
    "ChainRule",
    "Convolution",
    "DeadReLU",
    "DecisionBoundary",
    "DeepTraining",
    "Dropout",
    "Folding",
    "GradientFlow",
    "LeNetDigits",
    "LookUp",
    "NetworkSizes",
    "Sentences",
    "SoftSteps",
    "SoftmaxLoss",
    "Staircase",
]
