"""The words of cards: 256 that are short, common, polite and hard to mistake for another when read out."""

from __future__ import annotations

__all__ = ["CARD_WORDS"]

CARD_WORDS = tuple(
    """
    acorn amber anchor angle apple apron arrow artist autumn badge baker bamboo banana barley basil beach bean
    beaver bell bench berry bicycle birch blanket blossom boat bonnet book border bowl branch bread breeze brick
    bridge bronze broom brush bucket butter button cabin cactus candle canoe carpet carrot castle cedar cellar
    chalk cherry chess chimney circle clover coast coconut coffee comet compass copper coral corner cotton cousin
    crayon cricket crown curtain cushion daisy desert diamond dolphin donkey dragon drawer driver drum eagle earth
    easel elm ember engine farmer feather fence fern ferry fiddle field flag flame flute forest fountain fox frost
    garlic gate ginger glacier globe glove goat gold grape grass guitar hammer harbour harvest hedge helmet heron
    hill honey horizon horse island ivory jacket jasmine jelly jigsaw jungle kitchen kite ladder lagoon lake lamp
    lantern lemon letter lily linen lion lizard lobster lotus mango maple marble market meadow melon mirror monkey
    moon mountain mushroom napkin needle nephew oasis ocean olive orange orchard otter oven paddle palace panda
    paper parrot pasta peach pebble pelican pencil pepper piano pigeon pillow pilot planet pocket poem potato
    puddle pumpkin quilt rabbit radish raven ribbon river robin rocket rope rose saddle sailor salmon scarf school
    sheep shell shovel silver singer slipper snail snow sparrow spider spoon spring squirrel stable statue stone
    stream sugar summer sunset swan table tailor teapot tent thistle thunder tiger toast tomato tower train
    trumpet tulip tunnel turtle umbrella valley velvet village violin voyage wagon walnut water wave whale wheat
    wheel whistle willow window winter wolf wool yacht
    """.split()
)
