#include "ui/shell/strip/kill_button.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/link_groups.h"
#include "ui/bridge/stop_progress.h"
#include "ui/shell/strip/strip_chip.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/menu_button.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>

namespace omni::ui {

KillButton::KillButton(EngineLink& engine, const LinkGroups& groups, Theme& theme, const Formats& formats, bool isSmall,
                       QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_groups(groups)
    , m_theme(theme)
    , m_formats(formats)
    , m_progress(StopProgress::of(engine))
    , m_isSmall(isSmall)
    , m_main(new StripChip(theme, isSmall ? 22 : 30, this))
    , m_arrow(new MenuButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_main);
    row->addWidget(m_arrow);
    m_main->setObjectName(u"killSwitch"_qs);
    m_arrow->setIcon(Icons::icon(theme, u"chevron-down"_qs, Token::Danger));
    applyMeasures();
    connect(&theme, &Theme::changed, this, &KillButton::applyMeasures);
    m_arrow->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(m_arrow);
    m_arrow->openWith(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillScopes(*menu); });
    connect(m_main, &QAbstractButton::clicked, this, [this] {
        if (m_progress.state() == StopState::Armed) {
            emit stopAsked(risk::Scope{});
        } else {
            emit reviewAsked();
        }
    });
    connect(&m_progress, &StopProgress::changed, this, &KillButton::refresh);
    retranslate();
}

void KillButton::applyMeasures()
{
    m_arrow->setIconSize({m_theme.px(12), m_theme.px(12)});
    m_arrow->setFixedSize(m_theme.px(24), m_theme.px(m_isSmall ? 24 : 30));
}

QString KillButton::keys() const
{
    return m_isSmall || m_progress.state() != StopState::Armed ? QString() : tr("Ctrl Shift K");
}

void KillButton::setShowsKeys(bool shows)
{
    if (shows != m_showsKeys) {
        m_showsKeys = shows;
        refresh();
    }
}

int KillButton::keysWidth() const
{
    return m_main->keysWidth(keys());
}

void KillButton::retranslate()
{
    m_arrow->setAccessibleName(tr("Stop a part of trading"));
    m_arrow->setToolTip(m_arrow->accessibleName());
    refresh();
}

void KillButton::refresh()
{
    StripChip::Look look{
        .text = {}, .icon = u"kill"_qs, .keys = {}, .token = Token::Danger, .isFilled = false, .isTinted = true};
    QString state;
    switch (m_progress.state()) {
    case StopState::Armed:
        look.text = tr("Kill switch · armed");
        look.keys = m_showsKeys ? keys() : QString();
        state = tr("Kill switch, armed. Stops all trading.");
        break;
    case StopState::Stopping:
        look.text = tr("STOPPING · %1 of %2")
                        .arg(m_progress.cancelsConfirmed() + m_progress.filledFirst())
                        .arg(m_progress.cancelsAsked());
        look.icon = u"clock"_qs;
        look.token = Token::Warn;
        state = tr("Kill switch, stopping. Not all cancels are confirmed.");
        break;
    case StopState::Tripped:
        look.text = tr("TRIPPED · reset…");
        look.isFilled = true;
        state = tr("Kill switch, tripped. Opens the review.");
        break;
    }
    m_main->setLook(look);
    m_main->setText(look.text);
    m_main->setAccessibleName(tr("Kill switch"));
    m_main->setAccessibleDescription(state);
    m_main->setToolTip(state);
}

void KillButton::fillScopes(QMenu& menu)
{
    menu.clear();
    const views::DeskSnapshot& desk = m_engine.desk();
    const auto add = [this, &menu](const QString& text, risk::Scope scope, const QString& keys) {
        const auto& stopped = m_progress.stopped();
        const bool isTripped
            = std::any_of(stopped.begin(), stopped.end(), [scope](const Stopped& one) { return one.scope == scope; });
        QAction* action = menu.addAction(
            Icons::icon(m_theme, isTripped ? u"kill"_qs : u"check"_qs, isTripped ? Token::Danger : Token::Ok),
            isTripped            ? tr("%1: tripped").arg(text)
                : keys.isEmpty() ? text
                                 : text + u'\t' + keys);
        action->setEnabled(!isTripped);
        connect(action, &QAction::triggered, this, [this, scope] { emit stopAsked(scope); });
    };
    add(tr("Everything"), {}, tr("Ctrl+Shift+K"));
    if (desk.session && desk.session->account) {
        add(tr("Account %1").arg(Words::account(desk, m_formats)),
            {risk::ScopeKind::Account, desk.session->account.value}, {});
    }
    for (const views::StrategyView& strategy : desk.strategies) {
        add(Words::strategy(strategy.spec), {risk::ScopeKind::Strategy, strategy.id.value}, {});
    }
    if (const InstrumentId chosen = m_groups.instrument(LinkGroup::A)) {
        add(tr("Selected symbol: %1").arg(Words::symbol(desk, chosen)), {risk::ScopeKind::Symbol, chosen.value},
            tr("Ctrl+Shift+S"));
    }
}

} // namespace omni::ui
