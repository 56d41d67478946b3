# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = Bu fatura başkasına ait ya da zaten ödenmiş. /buy ile kendi faturanızı açabilirsiniz. Hesabınızdan para çekilmedi.
checkout-price-changed = Bu fatura düzenlendikten sonra fiyat değişti. Güncel fiyatlar: /buy. Hesabınızdan para çekilmedi.
checkout-try-later = Bu faturaya şu anda ulaşamıyorum. Lütfen bir dakika sonra yeniden deneyin. Hesabınızdan para çekilmedi.
