"""Сети лекции: по файлу на архитектуру, счёт параметров и действий, таблица слоёв."""

from lessons.networks import pretrained
from lessons.networks.alexnet import alexnet, alexnet_2012
from lessons.networks.answers import Answer, top_classes
from lessons.networks.counting import count_macs, count_parameters
from lessons.networks.densenet import (
    densenet121,
    densenet161,
    densenet169,
    densenet201,
    densenet_cifar,
)
from lessons.networks.fractalnet import fractalnet
from lessons.networks.googlenet import googlenet, googlenet_2014
from lessons.networks.graph import Block, block_graph
from lessons.networks.inception import inception_resnet_v2, inception_v4
from lessons.networks.lenet import lenet5, lenet5_1998
from lessons.networks.nin import nin_cifar10, nin_imagenet
from lessons.networks.receptive import receptive_box
from lessons.networks.resnet import resnet18, resnet34, resnet50, resnet101, resnet152
from lessons.networks.resnet_cifar import resnet_cifar
from lessons.networks.resnext import resnext29, resnext50_32x4d
from lessons.networks.senet import SqueezeExcitation, add_squeeze_excitation, se_resnet50
from lessons.networks.squeezenet import squeezenet1_0, squeezenet1_1
from lessons.networks.stochastic_depth import stochastic_depth_resnet
from lessons.networks.table import layer_table
from lessons.networks.vgg import (
    vgg11,
    vgg11_bn,
    vgg13,
    vgg13_bn,
    vgg16,
    vgg16_bn,
    vgg19,
    vgg19_bn,
)

__all__ = [
    "Answer",
    "Block",
    "SqueezeExcitation",
    "add_squeeze_excitation",
    "alexnet",
    "alexnet_2012",
    "block_graph",
    "count_macs",
    "count_parameters",
    "densenet121",
    "densenet161",
    "densenet169",
    "densenet201",
    "densenet_cifar",
    "fractalnet",
    "googlenet",
    "googlenet_2014",
    "inception_resnet_v2",
    "inception_v4",
    "layer_table",
    "lenet5",
    "lenet5_1998",
    "nin_cifar10",
    "nin_imagenet",
    "pretrained",
    "receptive_box",
    "resnet101",
    "resnet152",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnet_cifar",
    "resnext29",
    "resnext50_32x4d",
    "se_resnet50",
    "squeezenet1_0",
    "squeezenet1_1",
    "stochastic_depth_resnet",
    "top_classes",
    "vgg11",
    "vgg11_bn",
    "vgg13",
    "vgg13_bn",
    "vgg16",
    "vgg16_bn",
    "vgg19",
    "vgg19_bn",
]
