# Biten bir eserin filmleri: nasıl yapıldığı ve bir rüyanın içine yolculuk.

button-growth = 🎬 Nasıl yapıldı
button-zoom = 🎬 Rüyanın içine
delivered-title-growth = Nasıl yapıldı: fotoğrafınızdan tabloya.
delivered-title-zoom = Rüyanın içine.
progress-running-growth = Film hazırlanıyor: %{ $percent }
progress-running-zoom = Rüyanın içine dalınıyor: %{ $percent }
no-free-left-growth = { $n ->
    [0] Bu filmleri şu sıralar yapmıyorum.
   *[other] Bugünlük bu kadar film yeter. Sıradaki ücretsiz film yaklaşık { $span } sonra.
}
no-free-left-zoom = { $n ->
    [0] Şu sıralar rüyaların içine dalmıyorum.
   *[other] Bugünlük bu kadar yolculuk yeter. Sıradaki ücretsiz film yaklaşık { $span } sonra.
}
film-being-made = Film hazırlanıyor:
film-picture-gone = Bu rüyanın yöneldiği resim bu arada silindi; bu yüzden rüyaya devam edemiyorum.
film-picture-gone-growth = Fotoğraf bu arada silindi; bu yüzden tablonun nasıl yapıldığını gösteremiyorum.

button-publish-film = Filmle birlikte yayımla
publish-line-film = • film: { $shown }
publish-line-film-growth = • nasıl yapıldığı, fotoğrafınızı gösteren bir film: { $shown }
button-show-film = Filmi göster
button-show-film-growth = Nasıl yapıldığını göster
button-add-film = Filmi de göster
button-add-film-growth = Fotoğrafımı gösteren filmi ekle
film-added = Film ekleniyor; birazdan tablonun sayfasında olacak.
site-film = Filmi oynat
