# The page /network: how it works, for the curious.

network-title = 工作原理
network-link = 它是怎么做到的？看十张图就明白
network-about = 用十张图讲清神经网络风格迁移的原理，以及神经网络会梦见什么。
network-lead = 这个程序对颜料一无所知。它有一个神经网络，学会了分辨一千种事物；程序只是不断地问：什么样的图，能让这个网络同时看到你照片里的东西和那幅画的笔法？下面用十张图来说明，图都是程序自己生成的。
network-layer = 第 { $n } 层
network-window = 第 { $n } 层：宽 { $pixels } px
network-layers = { $n } 层
network-steps = { $n ->
    [0] 起点
   *[other] { $n } 步之后
}

network-sees-title = 网络透过窗口看世界
network-sees-text = 这个网络叫 VGG-19，我们用它的前十三层。每一层都用小小的滤波器从下面一层算出自己的数值：滤波器宽三格、高三格，在整张图上都一样。因此第 2 层的一个数值只取决于 5 × 5 像素的窗口，而第 13 层的窗口有 156 × 156：层越深，一眼能看到的就越多。
network-sees-photo = 瞳孔处的窗口
network-sees-alt = 猫的照片局部：{ $caption }

network-maps-title = 每个滤波器画出一张图
network-maps-text = 滤波器画出的叫特征图：照片里哪里有它要找的东西，图上哪里就亮。第 2 层有 64 张，和照片一样精细，关注边缘和颜色。第 13 层有 512 张，宽和高都只有十六分之一，关注眼睛、耳朵之类的东西。没有人告诉网络该找什么：它看着 130 万张带标签的照片反复练习，自己琢磨出来的。
network-maps-alt = 猫照片的九张特征图，{ $caption }

network-reacts-title = 一个数值对什么有反应
network-reacts-text = 取猫的瞳孔边缘最强的那个数值，问一问：哪些像素会让它更强？反向传播能一次为所有像素算出答案。灰色的像素无关紧要，亮的应该更亮，暗的应该更暗。下面的一切都靠这个工具。
network-reacts-alt = 瞳孔边缘一个数值的梯度，{ $caption }

network-content-title = 内容：什么东西在哪里
network-content-text = 现在从噪点开始，不断改动像素，直到某一层的数值和照片的一样。用第 2 层和第 4 层，照片几乎能原样恢复。用第 10 层，一切都在原位，但最细的细节变成了颗粒；用第 13 层，毛发和背景都是编出来的：网络已经忘了它们。深层记住的东西，我们称为内容。
network-content-photo = 照片
network-content-alt = 由网络的数值重建的猫：{ $caption }

network-gram-title = 风格：什么和什么一起出现
network-gram-text = 要描述风格，就对一层里的每两张特征图发问：它们是否在同样的地方亮起？把两张图逐点相乘，再取平均，就得到格拉姆矩阵中的一格。位置不再重要，重要的只是哪些颜色、边缘和笔触会一起出现。这里是两幅画在第 1 层 32 张特征图上的矩阵；格子越暗，表示越常一起出现。
network-gram-alt = 格拉姆矩阵，由深浅不一的格子组成的方块：{ $caption }

network-style-title = 从颗粒到波浪
network-style-text = 再次从噪点开始，但这次只要求格拉姆矩阵与北斋的《神奈川冲浪里》一致。第一层给出颜色和颗粒，第二层给出线条，每多一层，连成一体的部分就更大，直到出现带着浪花的波涛。没有什么规定它们该在哪里，所以它们到处都是。
network-style-alt = 与北斋《神奈川冲浪里》格拉姆矩阵相同的纹理：{ $caption }

network-transfer-title = 从噪点到画作
network-transfer-text = 两个愿望同时满足：第 10 层里照片的内容，五个层里画的风格。每尝试一次，反向传播就告诉每个像素该往哪个方向改，优化器随即走一步。2015 年就是这样做的。这里的前几步用小尺寸进行，大的形状会出现得更快；在机器人里，绘制从你的照片开始，先换上画的颜色。
network-transfer-alt = 北斋《神奈川冲浪里》风格的猫，{ $caption }

network-balance-title = 各占多少
network-balance-text = 没有哪张图能完全满足两个愿望，所以要用一个数来权衡。在机器人里，它叫风格强度。下面三幅里，风格分别占得少、照常和很多。
network-balance-little = 风格少
network-balance-usual = 照常
network-balance-much = 风格多
network-balance-alt = 北斋《神奈川冲浪里》风格的猫：{ $caption }

network-dream-title = 它看到什么，就让它看到更多
network-dream-text = 最后来玩个游戏。拿照片来，一步步改动它，让某一层在其中看到的一切越来越强。如果一小块毛发在网络看来有点像眼睛，它就会越来越像眼睛，直到你也看得出来。第 7 层添上花纹，第 10 层添上眼睛和螺旋，第 12 层添上奇异生物。这种做法叫作 DeepDream。
network-dream-alt = 猫的照片，由{ $caption }继续做梦而成

network-sources = 这些是谁发现的
network-source-saliency = Simonyan, Vedaldi, Zisserman 2013: Deep Inside Convolutional Networks
network-source-deconvolution = Zeiler, Fergus 2013: Visualizing and Understanding Convolutional Networks
network-source-vgg = Simonyan, Zisserman 2014: Very Deep Convolutional Networks (VGG)
network-source-inversion = Mahendran, Vedaldi 2014: Understanding Deep Image Representations by Inverting Them
network-source-guided = Springenberg, Dosovitskiy, Brox, Riedmiller 2014: Striving for Simplicity
network-source-textures = Gatys, Ecker, Bethge 2015: Texture Synthesis Using Convolutional Neural Networks
network-source-transfer = Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style (CVPR 2016)
network-source-dreams = Mordvintsev, Olah, Tyka 2015: Inceptionism

network-atlas-title = 各个通道梦见什么
network-atlas-text = 不用照片，而用噪点，不断改动，直到某一张特征图亮到极致：这就是它的通道最喜欢的样子。浅层喜欢颜色和条纹，中层喜欢织物、鳞片和网，深层喜欢眼睛、毛皮、花瓣和拱门。这些图没有人画过。名字是我们起的，网络只有编号。
network-atlas-layer = 第 { $layer } 层
network-atlas-all = 第 { $layer } 层的全部 { $channels } 个通道

network-tile-orange = 橙色
network-tile-night = 夜空蓝
network-tile-red-on-blue = 蓝底红纹
network-tile-green-on-pink = 粉底绿纹
network-tile-slanting = 斜条纹
network-tile-upright = 竖条纹
network-tile-level = 横条纹
network-tile-maze = 迷宫
network-tile-zebra = 斑马纹
network-tile-rainbow = 彩色条形码
network-tile-dots = 圆点
network-tile-crossing = 十字路口
network-tile-bricks = 砖块
network-tile-beads = 珠子
network-tile-drops = 水滴
network-tile-flames = 火焰
network-tile-net = 网
network-tile-lattice = 格栅
network-tile-pebbles = 卵石
network-tile-raspberries = 树莓
network-tile-pearls = 珍珠
network-tile-fans = 扇子
network-tile-links = 链环
network-tile-wicker = 藤编
network-tile-lights = 灯光
network-tile-lightning = 闪电
network-tile-shingles = 木瓦
network-tile-plumage = 羽毛
network-tile-ropes = 绳索
network-tile-strands = 发丝
network-tile-ribbons = 带孔的丝带
network-tile-stacks = 层层叠叠
network-tile-dogs = 狗
network-tile-birds = 鸟
network-tile-snakes = 蛇
network-tile-castles = 城堡
network-tile-fruit = 水果
network-tile-flowers = 花
network-tile-jungle = 丛林
network-tile-faces = 面孔
