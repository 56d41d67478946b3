# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage: fotoğrafınızdan tablo
site-promise = Fotoğrafınız, dilediğiniz resmin stilinde bir tablo
site-about = Bir fotoğraf ve stilini beğendiğiniz bir resim gönderin, tablonun oluşmasını izleyin. Başkalarının neler yaptığını görün.
site-skip = Tablolara geç
site-pages = Sayfalar
site-styles = Stiller
site-chat = Tablo yap
site-consent = Buradaki her şeyi yapan kişi kendisi yayımladı ve istediği zaman geri alabilir.

site-link-web = Burada tablo yap
site-link-telegram = Telegram’da
site-link-vk = VK’da
site-link-max = MAX’ta

site-walls = Hangi tablolar gösterilsin
site-newest = En yeniler
site-best-day = Günün en iyileri
site-best-week = Haftanın en iyileri
site-best-month = Ayın en iyileri
site-works = Tablolar
site-more = Daha fazla tablo
site-more-styles = Daha fazla stil
site-grown = Aşağıya yenileri eklendi.
site-all-styles = Tüm stiller
site-nothing = Bu dönemde burada bir şey yayımlanmadı.
site-begin = Kendi tablonuzu yapın

site-bare = Duvarlar henüz boş
site-bare-how = Buradaki ilk tablo sizinki olabilir. Hangi stilde olsun?
site-welcome-painting = Bir kedi, Hokusai’nin Büyük Dalga eserinin stilinde bir tablo
site-welcome-photo = Tablonun yapıldığı kedi fotoğrafı

site-untitled = Özel bir stilde
site-visitors-style = Bir ziyaretçinin resmi
site-alt = Şu stilde tabloya dönüşmüş bir fotoğraf: { $style }
site-nameless = Adsız
site-showcase = Vernissage yaptı
site-photo = Fotoğraf
site-before = Fotoğraf
site-after = Tablo
site-slider = Fotoğraftan tabloya
site-slider-value = tablo
site-share-of-second = İkinci stil
site-quality = Kalite
site-like = Beğen
site-uses = { $n ->
    [one] Bir kez kullanıldı
   *[other] { $n } kez kullanıldı
}
site-use = Bu stilde tablo yap
site-use-how = Bir stil seçin, fotoğrafınızı ekleyin ve ne çıkacağını görün.
site-after-it = Bu stildeki tablolar
site-share = Paylaş
site-vk = VK
site-copy = Bağlantıyı kopyala
site-copied = Kopyalandı
site-report = Bu resmi bildir
site-report-why = Sorun nedir?
site-report-mine = Beni gösteriyor ya da benim resmim
site-report-indecent = Uygunsuz ya da birini incitiyor
site-report-unlawful = Yasalara aykırı
site-report-other = Başka bir şey
site-report-send = Bildirimi gönder

site-done-reported = Teşekkürler. İnceleyeceğiz.
site-done-own = Bu sizin tablonuz, o yüzden beğeniniz sayılmaz.
site-done-enough = Kısa sürede çok fazla oldu. Lütfen daha sonra yeniden deneyin.
site-done-unknown = Tarayıcınız çerez saklamıyor, bu yüzden beğeniler sayılamıyor.

site-missing = Burada bir şey yok
site-missing-why = Belki yapan kişi onu geri aldı, belki de bağlantı eksik.
site-to-all = Tüm tablolar
