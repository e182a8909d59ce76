#include "ui/dialogs/settings/going_live.h"

#include "core/host/runtime/live_money/live_link.h"
#include "core/host/runtime/vault/vault_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/live_dialog.h"
#include "ui/dialogs/settings/live_words.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::settings {

namespace {

constexpr int cardsOfThePicture = 5; ///< The first row; what lies beneath them all is the second.

/// Nothing is known of the broker: nobody has judged yet.
views::LiveStanding nothingKnown()
{
    views::LiveStanding standing;
    for (int i = 0; i < views::liveNeedCount; ++i) {
        views::LiveLine line;
        line.need = static_cast<views::LiveNeed>(i);
        line.isKnown = false;
        standing.lines.push_back(std::move(line));
    }
    return standing;
}

} // namespace

GoingLive::GoingLive(const QString& title, EngineLink& engine, const Theme& theme, const Formats& formats)
    : m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(8));
    column->addWidget(plainLabel(title, TextRole::Section));
    addCards(*column, 0, cardsOfThePicture);
    addCards(*column, cardsOfThePicture, views::liveNeedCount);
    m_verdict = plainLabel({}, TextRole::Label);
    m_verdict->setObjectName(QStringLiteral("liveRefused"));
    m_verdict->setWordWrap(true);
    column->addWidget(m_verdict);
    addButtons(*column);
    showStanding(nothingKnown());
}

void GoingLive::addCards(QBoxLayout& column, int from, int to)
{
    auto* cards = new QHBoxLayout;
    cards->setSpacing(m_theme.px(10));
    for (int i = from; i < to; ++i) {
        auto* card = new QFrame;
        card->setAttribute(Qt::WA_StyledBackground);
        setSurface(*card, Surface::Panel);
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(m_theme.px(12), m_theme.px(8), m_theme.px(12), m_theme.px(8));
        inside->setSpacing(m_theme.px(2));
        auto* head = new QHBoxLayout;
        Card& parts = m_cards.at(static_cast<std::size_t>(i));
        parts.sign = new QLabel;
        head->addWidget(parts.sign);
        head->addWidget(plainLabel(nameOfNeed(static_cast<views::LiveNeed>(i)), TextRole::Value), 1);
        inside->addLayout(head);
        parts.state = plainLabel({}, TextRole::Caption);
        parts.state->setWordWrap(true);
        parts.state->setObjectName(QStringLiteral("live_")
                                   + QString::fromLatin1(views::nameOf(static_cast<views::LiveNeed>(i)).data()));
        inside->addWidget(parts.state);
        cards->addWidget(card, 1);
    }
    column.addLayout(cards);
}

void GoingLive::addButtons(QBoxLayout& column)
{
    auto* line = new QHBoxLayout;
    m_begin = new QPushButton(tr("Go live…"));
    m_begin->setObjectName(QStringLiteral("goLive"));
    m_end = new QPushButton(tr("Take it back"));
    m_end->setObjectName(QStringLiteral("endLive"));
    for (QPushButton* button : {m_begin, m_end}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
        line->addWidget(button);
    }
    line->addStretch(1);
    connect(m_begin, &QPushButton::clicked, this, &GoingLive::begin);
    connect(m_end, &QPushButton::clicked, this, &GoingLive::end);
    column.addLayout(line);
}

void GoingLive::showFor(const std::string& broker, const QString& title)
{
    if (m_broker != broker) {
        m_broker = broker;
        m_title = title;
        m_shown.reset();
    }
    refresh();
}

void GoingLive::refresh()
{
    auto* const link = m_engine.terminal().live();
    auto* const vault = m_engine.terminal().vault();
    if (const auto now = vault == nullptr ? nullptr : vault->view(); link != nullptr && now != nullptr) {
        const std::uint64_t seen = 1 + now->settled * 4 + static_cast<std::uint64_t>(now->state);
        if (std::exchange(m_vaultSeen, seen) != seen) {
            link->look();
        }
    }
    const auto view = link == nullptr ? nullptr : link->view();
    const views::LiveStanding* found = nullptr;
    if (view != nullptr) {
        const auto one = std::find_if(view->brokers.begin(), view->brokers.end(),
                                      [this](const views::LiveStanding& each) { return each.broker == m_broker; });
        found = one == view->brokers.end() ? nullptr : &*one;
    }
    setVisible(!m_broker.empty());
    m_begin->setEnabled(found != nullptr && found->grant != views::LiveGrantState::Granted);
    m_end->setVisible(found != nullptr && found->grant != views::LiveGrantState::None);
    const views::LiveStanding standing = found == nullptr ? nothingKnown() : *found;
    if (!m_shown || !(*m_shown == standing)) {
        showStanding(standing);
    }
}

void GoingLive::showStanding(const views::LiveStanding& standing)
{
    m_shown = standing;
    for (const views::LiveLine& line : standing.lines) {
        Card& card = m_cards.at(static_cast<std::size_t>(line.need));
        const bool isOpen = !line.isMet && !line.isKnown;
        card.sign->setPixmap(Icons::pixmap(m_theme,
                                           line.isMet   ? QStringLiteral("check")
                                               : isOpen ? QStringLiteral("ring")
                                                        : QStringLiteral("cross"),
                                           line.isMet   ? Token::Ok
                                               : isOpen ? Token::Text3
                                                        : Token::Danger,
                                           m_theme.px(12)));
        showText(*card.state, stateOfNeed(line, m_formats));
        card.state->setToolTip(nextStep(line));
        card.state->setAccessibleDescription(nextStep(line));
    }
    QString words = grantWords(standing, m_formats);
    if (standing.isDamaged) {
        words += tr(" The record of what was shown was changed by somebody: what stands behind the change does not "
                    "count.");
    }
    showText(*m_verdict, words);
}

void GoingLive::begin()
{
    if (auto* const link = m_engine.terminal().live()) {
        auto* dialog = new LiveDialog(m_engine, *link, m_theme, m_formats, {m_broker, m_title}, window());
        dialog->open();
    }
}

void GoingLive::end()
{
    if (auto* const link = m_engine.terminal().live()) {
        static_cast<void>(link->wish(runtime::EndLive{m_broker})); // stopping asks nobody twice
    }
}

} // namespace omni::ui::settings
