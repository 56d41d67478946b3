# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = Цей рахунок виставлено не вам, або його вже оплачено. Новий можна отримати через /buy. Гроші не списано.
checkout-price-changed = Відколи виставлено цей рахунок, ціна змінилася. Сьогоднішні ціни — в /buy. Гроші не списано.
checkout-try-later = Зараз не вдається перевірити цей рахунок. Спробуйте, будь ласка, за хвилину. Гроші не списано.
