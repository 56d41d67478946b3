# 成品的小影片：绘制过程，以及深入梦境。

button-growth = 🎬 绘制过程
button-zoom = 🎬 深入梦境
delivered-title-growth = 绘制过程：从你的照片到画作。
delivered-title-zoom = 深入梦境。
progress-running-growth = 正在制作影片：{ $percent }%
progress-running-zoom = 正在深入梦境：{ $percent }%
no-free-left-growth = { $n ->
    [0] 这种影片我暂时不做。
   *[other] 今天的影片够多了。大约 { $span }后可再免费做一部。
}
no-free-left-zoom = { $n ->
    [0] 暂时不能深入梦境。
   *[other] 今天的梦境之旅够多了。大约 { $span }后可再免费来一次。
}
film-being-made = 影片正在制作：
film-picture-gone = 这个梦所朝向的图片已被删除，无法继续做梦。
film-picture-gone-growth = 照片已被删除，无法展示绘制过程。

button-publish-film = 连同影片发布
publish-line-film = • 影片：{ $shown }
publish-line-film-growth = • 绘制过程（影片中会出现你的照片）：{ $shown }
button-show-film = 公开影片
button-show-film-growth = 公开绘制过程
button-add-film = 同时公开影片
button-add-film-growth = 加上会出现我照片的影片
film-added = 正在添加影片，马上就会出现在画作页面上。
site-film = 播放影片
