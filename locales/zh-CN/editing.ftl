# Editing a style.

button-edit-style = ✂ 调整风格
button-fewer-colours = 减少颜色
button-part = 只取一部分
button-remove-something = 去掉某些内容
button-put-back = 恢复去掉的内容
button-strokes = 笔触
button-make-wallpaper = 🧩 做成壁纸
button-edit-reset = 恢复原样
button-edit-done = 完成
button-edit-style-of = { $style }
button-drag-rectangle = 框选一块
button-paint-over-here = 就在这里涂掉
button-leave-it = 不去掉了

editing-title = 我会照着这个来学风格。
editing-ask-colours = 风格里要保留几种颜色？
editing-ask-part = 用风格图的哪一部分？
editing-changed = 已调整：{ $edit }
editing-unchanged = 目前还没有任何调整。
editing-not-drawn = 预览没来得及画出来，但正式绘制时会照此处理。
editing-left = 好，风格保持原样。

colours-all = 全部颜色
colours-some = { $n } 种颜色
part-whole = 整张
part-top = 上半部分
part-bottom = 下半部分
part-left = 左半部分
part-right = 右半部分
part-middle = 中间
edited-part-top = 只用上半部分
edited-part-bottom = 只用下半部分
edited-part-left = 只用左半部分
edited-part-right = 只用右半部分
edited-part-middle = 只用中间
edited-part-rectangle = 只用其中一块
edited-without = 去掉了部分内容
style-edited = { $style }（{ $edit }）

ask-painted-over = 把不想要的地方涂掉（比如用应用自带的图片编辑器），再把图发给我。用任何醒目的颜色都行。
text-wants-painted-over = 我在等涂改过的图。发送 /cancel，风格保持原样。
wanted-painted-over = 现在需要涂改过的风格图。发送 /cancel，风格保持原样。
editing-other-shape = 这张图和风格图的形状不一样。请直接在风格图上涂改，不要裁剪或旋转，然后重新发来。发送 /cancel，风格保持原样。
editing-nothing-removed = 我在这张图上没找到涂掉的地方。请用粗一点的笔刷和醒目的颜色，然后重新发来。发送 /cancel，风格保持原样。
editing-everything-removed = 这样风格就什么都不剩了。请多留一些。
editing-too-small = 这一块太小，没法用来画。请选大一点的。
editing-not-tried = 刚才没能看这张图。请重新发一次。
gone-painted-over = 涂改过的图已被删除，所以风格又恢复完整了。如果这样可以，请再按一次按钮。

site-edit = 对风格的调整
