# Answers to things the bot can't use.

unusable-not-a-picture = 我没法把这个文件当图片打开。JPEG、PNG、WebP 等类似格式都可以。
unusable-broken = 这张图好像已损坏。请重新发一次，或换一张。
unusable-too-heavy = 这个文件对我来说太大了。请发一个小一点的。
unusable-too-large = 这张图的像素太多，我处理不了。请发一张小一点的。
unusable-too-small = 这张图太小，没法用来画。请发一张大一点的。
unusable-flat = 这张图只有一种颜色，照片画出来就什么都不剩了。你之前发的内容我都保留着。
unusable-not-fetched = 我没能下载这张图。请重新发一次。
unusable-too-much-lately = 过去一小时里，你或你所在的网络发来的大图已达到我能看的上限。这一张我还没有打开。请在 { $n } 分钟后重新发来。
unusable-too-slow = 打开这张图要花太长时间。请存成普通的 JPEG 再发一次。
unusable-no-room = 我现在没有空间接收新图片。正在绘制的都不会丢失，这一张请稍后再发。
unusable-person-is-full = 你之前发的图片已占满我给每个人的空间。从 { $date } 起我会删除其中最旧的，那时就有空间放新图了。
unusable-network-is-full = 你所在的网络最近发来了非常多的图片。请在 { $date } 重新发送这一张。
unusable-cut-short = 这个文件没有传完整。请重新发一次。
unusable-rare-kind = 我读不了这种图片文件。请存成普通的 JPEG 或 PNG 再发一次。
unusable-rare-heic = 我读不了这种 HEIC。用 iPhone 时，请作为照片而不是文件发送，或选择“设置”→“相机”→“格式”→“兼容性最佳”后重拍。
unusable-empty = 这个文件是空的。请重新发一次。
unusable-avif = 这是 AVIF 图片，我还读不了。请作为照片而不是文件发送，或存成 JPEG 或 PNG；截屏也可以。
unusable-jpeg-xl = 这是 JPEG XL 图片，我还读不了。请存成 JPEG 或 PNG。
unusable-jpeg-2000 = 这是 JPEG 2000 图片，我读不了。请存成 JPEG 或 PNG。
unusable-camera-raw = 这是相机的 RAW 原始文件。请发相机或修图软件转出的 JPEG。
unusable-photoshop = 这是 Photoshop 文档。请导出为 JPEG 或 PNG。
unusable-svg = 这是 SVG 图形。请存成 PNG。
unusable-pdf = 这是 PDF。我需要图片：截一张页面的图就行。
unusable-icon = 这是图标文件。请发 JPEG 或 PNG 格式的图片。
unusable-video = 这是视频。我可以画其中一帧：发一张截屏给我。
unusable-audio = 这是声音。我听不见，只能看：发一张图给我吧。
unusable-web-page = 这是网页，不是图片。请打开图片本身，保存后发给我。
unusable-text = 这是文本。我需要图片才能画。
unusable-archive = 这是压缩包或文档。请把里面的图片取出来单独发送。

unsupported-sticker = 贴纸很可爱，可惜我没法照着画。
unsupported-voice = 我听不见，只能看。
unsupported-video = 视频动得太快，我的画笔跟不上。
unsupported-animation = 动图动得太快，我的画笔跟不上。
unsupported-other = 我不知道该拿它怎么办。
unsupported-group = 我一次只为一个人画：请私聊我，发两张图来。
