# The sheet of what the network sees in a photo.

sight-title = 神经网络看到了什么
sight-photo = 你的照片
sight-lit = 它看向哪里
sight-lines = 它依据的线条
sight-layers = 逐层来看
sight-legend = 每三张图为一组：照片中让某个神经元兴奋的一小块，它对这一小块里的什么有反应，以及这个神经元会梦见什么。
sight-layer = 第 { $number } 层
sight-edges = 颜色和边缘，{ $side } × { $side } px
sight-strokes = 笔画和拐角，{ $side } × { $side } px
sight-patterns = 花纹和纹理，{ $side } × { $side } px
sight-parts = 事物的局部，{ $side } × { $side } px
sight-things = 眼睛、车轮、拱门、花瓣，{ $side } × { $side } px
sight-networks = 辨认名称：EfficientNet-Lite0。各层：VGG-19，画作也由它绘制。
