# Sketches of one photo in all styles of the gallery.

command-sketches = 一眼看遍照片的八种风格
button-make-styles = 👀 用八种风格看我的照片
ask-photo-any-styles = 想看哪张照片的八种风格？
no-free-left-styles = { $n ->
    [0] 我暂时不画草图。
   *[other] 今天的草图够多了。大约 { $span }后可再免费画一组。
}
progress-running-styles = 正在画草图：{ $percent }%
delivered-title-styles = 你的照片，八种风格。
delivered-caption-styles = 这些是快速草图，只展示颜色和笔触；正式的画作会更丰富，也更贴近风格。想把哪一张画成画作？
delivered-file-styles = 草图的高清原图。

button-paint-wave = 1 · 神奈川冲浪里
button-paint-auvers = 2 · 奥维尔的街道
button-paint-kandinsky = 3 · 构图第八号
button-paint-inokashira = 4 · 井之头
button-paint-harvesters = 5 · 收割者
button-paint-gioconda = 6 · 蒙娜丽莎
button-paint-ejiri = 7 · 江尻
button-paint-librarian = 8 · 图书管理员

site-kind-styles = 用八种风格看你的照片。
site-about-kind-styles = 几秒出草图，看着选风格。点一下就能画成画作。
