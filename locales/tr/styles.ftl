# Sketches of one photo in all styles of the gallery.

command-sketches = fotoğrafınız bir bakışta sekiz stilde
button-make-styles = 👀 Fotoğrafım sekiz stilin hepsinde
ask-photo-any-styles = Hangi fotoğrafı sekiz stilde görmek istersiniz?
no-free-left-styles = { $n ->
    [0] Şu sıralar eskiz çizmiyorum.
   *[other] Bugünlük bu kadar eskiz yeter. Sıradaki ücretsiz sayfa yaklaşık { $span } sonra.
}
progress-running-styles = Eskizler çiziliyor: %{ $percent }
delivered-title-styles = Fotoğrafınız sekiz stilde.
delivered-caption-styles = Bunlar hızlı eskizler: renkleri ve fırça darbelerini gösterir. Tablo daha zengin ve stile daha sadık olacak. Hangisini tablo yapayım?
delivered-file-styles = Eskizlerin tam kaliteli hali.

button-paint-wave = 1 · Büyük Dalga
button-paint-auvers = 2 · Auvers’de Sokak
button-paint-kandinsky = 3 · Kompozisyon VIII
button-paint-inokashira = 4 · Inokashira
button-paint-harvesters = 5 · Hasatçılar
button-paint-gioconda = 6 · Mona Lisa
button-paint-ejiri = 7 · Ejiri
button-paint-librarian = 8 · Kütüphaneci

site-kind-styles = Fotoğrafınızı sekiz stilde görün.
site-about-kind-styles = Saniyeler içinde eskizler: stili görerek seçin. Birine dokunun, tablosu yapılsın.
