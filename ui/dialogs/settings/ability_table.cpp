#include "ui/dialogs/settings/ability_table.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/connection_words.h"
#include "ui/widgets/outside_text.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTreeWidget>

#include <algorithm>
#include <iterator>

namespace omni::ui::settings {

namespace {

struct AbilityTable {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::settings::AbilityTable)
};

constexpr int rowHeight = 24;

/// The paper exchange in this program holds what the broker does whose protocol it speaks.
views::BrokerOffers outside(const views::BrokerOffers& offers)
{
    views::BrokerOffers out;
    std::copy_if(offers.begin(), offers.end(), std::back_inserter(out),
                 [](const views::BrokerOffer& offer) { return !offer.isInHouse; });
    return out;
}

} // namespace

QTreeWidget* makeAbilityTable(const Theme& theme, const views::BrokerOffers& offers)
{
    auto* table = new QTreeWidget;
    table->setObjectName(QStringLiteral("abilities"));
    table->setAccessibleName(AbilityTable::tr("Who holds what"));
    QStringList heads{AbilityTable::tr("Order or condition")};
    for (const views::BrokerOffer& offer : outside(offers)) {
        heads.push_back(outsideText(offer.title, 40));
    }
    table->setColumnCount(static_cast<int>(heads.size()));
    table->setHeaderLabels(heads);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setFrameShape(QFrame::NoFrame);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->header()->setSectionsMovable(false);
    table->header()->resizeSection(0, theme.px(260));
    for (int i = 1; i < table->columnCount(); ++i) {
        table->header()->resizeSection(i, theme.px(250));
    }
    for (std::size_t i = 0; i < views::abilityCount; ++i) {
        auto* item = new QTreeWidgetItem(table, {abilityName(static_cast<views::Ability>(i))});
        item->setSizeHint(0, {0, theme.px(rowHeight)});
    }
    table->setFixedHeight(table->header()->sizeHint().height()
                          + static_cast<int>(views::abilityCount) * theme.px(rowHeight) + theme.px(4));
    return table;
}

void fillAbilityTable(QTreeWidget& table, const Theme& theme, const views::BrokerOffers& all,
                      const views::Connection* connection)
{
    const views::BrokerOffers offers = outside(all);
    for (std::size_t column = 0; column < offers.size(); ++column) {
        const views::BrokerOffer& offer = offers[column];
        const bool isIts = connection != nullptr && connection->broker == offer.key;
        const views::Abilities& abilities = isIts ? connection->abilities : offer.abilities;
        for (std::size_t i = 0; i < views::abilityCount; ++i) {
            const StateLook look = lookOf(abilities.at(i));
            QTreeWidgetItem* item = table.topLevelItem(static_cast<int>(i));
            const int at = static_cast<int>(column) + 1;
            if (item->text(at) != look.word) {
                item->setText(at, look.word);
                item->setIcon(at, Icons::icon(theme, look.icon, look.token));
                item->setForeground(at, theme.color(look.token));
            }
        }
    }
}

} // namespace omni::ui::settings
