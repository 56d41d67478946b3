# The sheet of what the network sees in a photo.

sight-title = Що бачить нейромережа
sight-photo = ваше фото
sight-lit = куди вона дивиться
sight-lines = на які лінії спирається
sight-layers = Шар за шаром
sight-legend = Три картинки поруч — один нейрон: шматочок вашого фото, що його збуджує, на що саме в ньому нейрон реагує і що цьому нейрону сниться.
sight-layer = Шар { $number }
sight-edges = кольори й краї, у { $side } × { $side } px
sight-strokes = штрихи й кути, у { $side } × { $side } px
sight-patterns = візерунки й текстури, у { $side } × { $side } px
sight-parts = частини речей, у { $side } × { $side } px
sight-things = очі, колеса, арки, пелюстки, у { $side } × { $side } px
sight-networks = Назви: EfficientNet-Lite0. Шари: VGG-19, що малює й картини.
