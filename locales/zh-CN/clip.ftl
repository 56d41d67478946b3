# Films: clips and their quick version.

command-clip = 把 GIF 或短视频画成画
ask-photo-any-clip = 想让我画哪个 GIF 或视频？短一点最好：我会取开头几秒。
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = 是一段短片！长 { $seconds } 秒，{ $width } × { $height } px。想要什么风格？发一张图，或从我这里选。
no-film = 这是一张照片，我会把它画成一幅画。想要会动的画，请发 GIF 或视频。
film-gone = 短片已被删除。请重新发一次。
film-sketches = 你的短片中的三个瞬间，先用草图看看。画出来的短片会更丰富，笔触会跟着画面一起动。
third-picture-clip = 短片和风格我都有了。这张图是做什么用的？

line-film = 短片：{ $seconds } 秒，每秒 { $frames } 帧
line-film-cut = 短片：{ $all } 秒中的前 { $seconds } 秒，每秒 { $frames } 帧

knob-clip-strength = { knob-painting-strength }
knob-clip-stroke = { knob-painting-stroke }
knob-clip-colours = { knob-painting-colours }
line-clip-strength = { line-painting-strength }
line-clip-stroke = { line-painting-stroke }
line-clip-colours = { line-painting-colours }
menu-clip-strength = { menu-painting-strength }
menu-clip-stroke = { menu-painting-stroke }
choice-clip-strength-0 = { choice-painting-strength-0 }
choice-clip-strength-1 = { choice-painting-strength-1 }
choice-clip-strength-2 = { choice-painting-strength-2 }
choice-clip-strength-3 = { choice-painting-strength-3 }
choice-clip-strength-4 = { choice-painting-strength-4 }
choice-clip-stroke-0 = { choice-painting-stroke-0 }
choice-clip-stroke-1 = { choice-painting-stroke-1 }
choice-clip-stroke-2 = { choice-painting-stroke-2 }
choice-clip-stroke-3 = { choice-painting-stroke-3 }
choice-clip-stroke-4 = { choice-painting-stroke-4 }
choice-clip-colours-style = { choice-painting-colours-style }
choice-clip-colours-photo = { choice-painting-colours-photo }

knob-quickclip-strength = { knob-painting-strength }
knob-quickclip-stroke = { knob-painting-stroke }
knob-quickclip-colours = { knob-painting-colours }
line-quickclip-strength = { line-painting-strength }
line-quickclip-stroke = { line-painting-stroke }
line-quickclip-colours = { line-painting-colours }
menu-quickclip-strength = { menu-painting-strength }
menu-quickclip-stroke = { menu-painting-stroke }
choice-quickclip-strength-0 = { choice-painting-strength-0 }
choice-quickclip-strength-1 = { choice-painting-strength-1 }
choice-quickclip-strength-2 = { choice-painting-strength-2 }
choice-quickclip-strength-3 = { choice-painting-strength-3 }
choice-quickclip-strength-4 = { choice-painting-strength-4 }
choice-quickclip-stroke-0 = { choice-painting-stroke-0 }
choice-quickclip-stroke-1 = { choice-painting-stroke-1 }
choice-quickclip-stroke-2 = { choice-painting-stroke-2 }
choice-quickclip-stroke-3 = { choice-painting-stroke-3 }
choice-quickclip-stroke-4 = { choice-painting-stroke-4 }
choice-quickclip-colours-style = { choice-painting-colours-style }
choice-quickclip-colours-photo = { choice-painting-colours-photo }

summary-title-clip = 画成一段短片。开始吗？
button-start-clip = 🎞 免费画
button-start-paid-clip = 🎞 画 · { $price } 积分
button-make-quickclip = ⚡ 快速版，免费
no-free-left-clip = { $n ->
    [0] 画短片需要少量积分。
   *[other] 今天的 { $n } 段免费短片已用完。大约 { $span }后可再免费画一段。
}
no-free-left-quickclip = { $n ->
    [0] 目前不做快速版。
   *[other] 今天的草图够多了。大约 { $span }后可再免费做一个快速版。
}
progress-running-clip = 正在一帧一帧地画：{ $percent }%
progress-running-quickclip = 正在一帧一帧地画草图：{ $percent }%
delivered-title-clip = 你的短片画好了！
delivered-title-quickclip = 你的短片的快速版。
delivered-file-clip = 短片的高清原版。
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = 同一短片，换个风格
button-other-film = 同一风格，换段短片
button-paint-still = 🎨 只画其中一帧
button-paint-clip = 🎞 认真画一遍

site-untitled-clip = 一段画出来的短片
site-untitled-quickclip = 一段草图短片
site-kind-clip = 把 GIF 或视频画成画。
site-about-kind-clip = 笔触跟着画面一起动，不会闪烁。快速版几秒钟就好。
