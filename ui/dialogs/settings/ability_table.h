// The table of what each broker holds for the desk: a row for each ability, a column for each broker.

#pragma once

#include "core/desk/views/broker_offer.h"

class QTreeWidget;

namespace omni::ui {
class Theme;
}

namespace omni::ui::settings {

/// As high as its rows, which do not scroll by themselves. Without a parent.
[[nodiscard]] QTreeWidget* makeAbilityTable(const Theme& theme, const views::BrokerOffers& offers);

/// `connection`: what the session's broker has said, in place of what was known before. Null: none.
void fillAbilityTable(QTreeWidget& table, const Theme& theme, const views::BrokerOffers& offers,
                      const views::Connection* connection);

} // namespace omni::ui::settings
