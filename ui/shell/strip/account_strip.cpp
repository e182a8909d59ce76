#include "ui/shell/strip/account_strip.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/pane.h"
#include "ui/shell/strip/kill_button.h"
#include "ui/shell/strip/strip_chip.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/words.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

std::optional<double> shareOf(std::optional<BasisPoints> points)
{
    return points ? std::optional(points->count / 10'000.0) : std::nullopt;
}

/// Near a limit from four fifths of it on.
Token tokenAgainst(std::optional<BasisPoints> used, BasisPoints limit)
{
    if (!used || used->count * 5 < limit.count * 4) {
        return Token::Text;
    }
    return used->count >= limit.count ? Token::Danger : Token::Warn;
}

QString ofLimit(BasisPoints limit, const Formats& formats, int decimals)
{
    return AccountStrip::tr("of %1").arg(formats.percent(limit.count / 10'000.0, decimals));
}

Figure against(const QString& caption, std::optional<BasisPoints> used, const risk::Limits& limits, BasisPoints limit,
               const Formats& formats, int decimals, int limitDecimals)
{
    if (!limits.enforced) {
        return {caption, formats.percent(shareOf(used), decimals), AccountStrip::tr("no limit"), Token::Text};
    }
    return {caption, formats.percentAgainst(shareOf(used), limit.count / 10'000.0, decimals),
            ofLimit(limit, formats, limitDecimals), tokenAgainst(used, limit)};
}

Figure dayPnl(const views::AccountFigures& figures, const Formats& formats)
{
    const QString caption = AccountStrip::tr("Day P&L");
    if (!figures.dayPnl) {
        return {caption, missing(), {}, Token::Text};
    }
    const std::int64_t amount = figures.dayPnl->e8;
    const QString sign = amount > 0 ? u"▲ "_qs : amount < 0 ? u"▼ "_qs : QString();
    return {caption, sign + formats.change(figures.dayPnl), formats.percent(shareOf(figures.dayPnlShare), 2, true),
            amount > 0       ? Token::Up
                : amount < 0 ? Token::Down
                             : Token::Text};
}

Figure lossIfStopsHit(const views::AccountFigures& figures, const Formats& formats)
{
    const QString caption = AccountStrip::tr("Loss if all stops hit");
    if (figures.unprotected > 0) {
        return {caption, formats.percent(shareOf(figures.lossIfAllStopsHitShare)),
                AccountStrip::tr("+ %n without stop", nullptr, figures.unprotected), Token::Warn};
    }
    return {caption, formats.percent(shareOf(figures.lossIfAllStopsHitShare)),
            figures.lossIfAllStopsHitShare ? formats.money(figures.lossIfAllStopsHit, 0) : QString(), Token::Text};
}

/// Unknown it is never without a reason: nothing new is opened meanwhile.
Figure equityOf(const views::DeskSnapshot& desk, const Formats& formats)
{
    const QString caption = AccountStrip::tr("Equity");
    if (desk.equity || !desk.missing) {
        return {caption, formats.money(desk.equity), QString::fromStdString(desk.baseCurrency), Token::Text};
    }
    const QString rateOf = QString::fromStdString(desk.missing->rateOf);
    const QString priceOf = QString::fromStdString(desk.missing->priceOf);
    return {caption, formats.money(desk.equity),
            rateOf.isEmpty() ? AccountStrip::tr("no price of %1").arg(priceOf)
                             : AccountStrip::tr("no rate for %1").arg(rateOf),
            Token::Warn};
}

std::optional<BasisPoints> dayLoss(const views::AccountFigures& figures)
{
    return figures.dayPnlShare ? std::optional(BasisPoints{std::max(0, -figures.dayPnlShare->count)}) : std::nullopt;
}

} // namespace

Figure figureOf(StripFigure which, const views::DeskSnapshot& desk, const views::AccountFigures& figures,
                const Formats& formats)
{
    const risk::Limits& limits = desk.limits;
    switch (which) {
    case StripFigure::Equity:
        return equityOf(desk, formats);
    case StripFigure::DayPnl:
        return dayPnl(figures, formats);
    case StripFigure::Drawdown:
        return against(AccountStrip::tr("Drawdown from peak"), figures.drawdownNow, limits, limits.drawdown, formats, 2,
                       2);
    case StripFigure::GrossExposure:
        return against(AccountStrip::tr("Gross exposure"), figures.grossShare, limits, limits.grossExposure, formats, 1,
                       0);
    case StripFigure::LossIfStopsHit:
        return lossIfStopsHit(figures, formats);
    case StripFigure::DailyLossUsed:
        return against(AccountStrip::tr("Daily loss used"), dayLoss(figures), limits, limits.dailyLoss, formats, 2, 2);
    }
    return {};
}

bool hasPicture(const views::DeskSnapshot& desk) noexcept
{
    return desk.session != nullptr || desk.at.seq.value != 0;
}

EnvironmentLook environmentLook(const views::DeskSnapshot& desk, const Formats& formats)
{
    if (!hasPicture(desk)) {
        return {AccountStrip::tr("NO SESSION"), Token::Text3, AccountStrip::tr("Nothing runs yet.")};
    }
    const QString word = Words::of(desk.environment);
    switch (desk.environment) {
    case orders::Environment::Demo:
        return {word, Token::Text2, AccountStrip::tr("The built-in market. No order leaves this computer.")};
    case orders::Environment::Paper:
        return {word, Token::Ok, AccountStrip::tr("A paper account. No money is at stake.")};
    case orders::Environment::Live:
        return {word, Token::Danger, AccountStrip::tr("Real money.")};
    case orders::Environment::Replay: {
        const qint64 ms = desk.at.wall.ns / 1'000'000;
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(ms, formats.zone);
        return {AccountStrip::tr("REPLAY %1").arg(formats.locale.toString(when.date(), u"d MMM yyyy"_qs)), Token::Warn,
                AccountStrip::tr("Recorded prices against a simulated exchange.")};
    }
    }
    return {};
}

AccountStrip::AccountStrip(EngineLink& engine, const LinkGroups& groups, PaneRequests& requests, Theme& theme,
                           const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_requests(requests)
    , m_theme(theme)
    , m_formats(formats)
    , m_right(new QHBoxLayout)
    , m_environment(new StripChip(theme, 22, this))
    , m_mode(new StripChip(theme, 22, this))
    , m_kill(new KillButton(engine, groups, theme, formats, false, this))
{
    setSurface(*this, Surface::Strip);
    setFixedHeight(theme.px(46));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, theme.px(8), 0);
    row->setSpacing(0);
    constexpr std::array<const char*, stripFigureCount> leadsTo{"pnl", "pnl", "pnl", "positions", "positions", "pnl"};
    for (std::size_t i = 0; i < stripFigureCount; ++i) {
        m_cells[i] = new FigureCell(theme, this);
        row->addWidget(m_cells[i]);
        connect(m_cells[i], &QAbstractButton::clicked, this,
                [this, key = QString::fromLatin1(leadsTo[i])] { emit m_requests.showPane(key); });
    }
    row->addStretch(1);
    m_right->setSpacing(theme.px(8));
    m_right->addWidget(m_environment);
    m_right->addWidget(m_mode);
    m_right->addWidget(m_kill);
    row->addLayout(m_right);
    m_environment->setObjectName(u"environment"_qs);
    m_mode->setObjectName(u"approvalMode"_qs);
    connect(m_environment, &QAbstractButton::clicked, this, &AccountStrip::environmentAsked);
    connect(m_mode, &QAbstractButton::clicked, this, [this] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillModes(*menu);
        menu->popup(m_mode->mapToGlobal(QPoint(0, m_mode->height())));
    });
    connect(&theme, &Theme::changed, this, [this] {
        setFixedHeight(m_theme.px(46));
        refresh();
    });
    retranslate();
}

void AccountStrip::addReplayControls(QWidget* controls)
{
    m_replay = controls;
    m_right->insertWidget(0, controls);
}

void AccountStrip::retranslate()
{
    m_kill->retranslate();
    refresh();
}

void AccountStrip::refresh()
{
    const views::DeskSnapshot& desk = m_engine.desk();
    const views::AccountFigures figures = views::figuresOf(desk);
    for (std::size_t i = 0; i < stripFigureCount; ++i) {
        const auto which = static_cast<StripFigure>(i);
        const Figure figure = figureOf(which, desk, figures, m_formats);
        const Token before = std::exchange(m_tokens[i], figure.token);
        m_cells[i]->setFigure(figure);
        const bool isOfNoLimit = which == StripFigure::LossIfStopsHit || which == StripFigure::Equity;
        if (isOfNoLimit || figure.token == before) {
            continue;
        }
        if (figure.token == Token::Danger) {
            emit limitNear(tr("%1 %2, %3: the limit is reached.").arg(figure.caption, figure.value, figure.detail));
        } else if (figure.token == Token::Warn && before != Token::Danger) {
            emit limitNear(tr("%1 %2, %3: near the limit.").arg(figure.caption, figure.value, figure.detail));
        }
    }
    const EnvironmentLook environment = environmentLook(desk, m_formats);
    m_environment->setLook({environment.text, {}, {}, environment.token, false, false});
    m_environment->setText(environment.text);
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->setAccessibleDescription(environment.text + u". "_qs + environment.meaning);
    m_environment->setToolTip(environment.meaning);
    m_mode->setVisible(hasPicture(desk)); // no desk, no mode
    const bool trades = desk.mode >= risk::Mode::Manual;
    const QString mode = Words::of(desk.mode);
    m_mode->setLook({mode, trades ? u"lock"_qs : u"pause"_qs, {}, trades ? Token::Ai : Token::Warn, false, false});
    m_mode->setText(mode);
    m_mode->setAccessibleName(tr("Approval mode"));
    m_mode->setAccessibleDescription(mode);
    m_mode->setToolTip(tr("How far the desk may go by itself. Opens a menu."));
    arrange();
}

void AccountStrip::fillModes(QMenu& menu)
{
    const risk::Mode now = m_engine.desk().mode;
    for (const risk::Mode mode : {risk::Mode::Manual, risk::Mode::ReduceOnly, risk::Mode::Halted}) {
        QAction* action = menu.addAction(Words::of(mode));
        action->setCheckable(true);
        action->setChecked(mode == now);
        // Up is a matter of a reason and a sentence: it has its own dialog.
        if (mode < now) {
            connect(action, &QAction::triggered, this, [this, mode] { emit modeAsked(mode); });
        } else if (mode > now) {
            action->setText(tr("%1…").arg(Words::of(mode)));
            connect(action, &QAction::triggered, &m_requests, &PaneRequests::resetDialog);
        } else {
            action->setEnabled(false);
        }
    }
}

/// Of the badge, the mode, the switch with its keys and what else stands at the right.
int AccountStrip::neededWidth() const
{
    int width = m_theme.px(8) + (m_kill->showsKeys() ? 0 : m_kill->keysWidth());
    for (const QWidget* part : std::array<const QWidget*, 4>{m_replay, m_environment, m_mode, m_kill}) {
        width += part == nullptr || part->isHidden() ? 0 : part->sizeHint().width() + m_right->spacing();
    }
    return width;
}

/// Equity and the day's P&L stay longest: before them the keys of the switch go, and what stands small beside them.
void AccountStrip::arrange()
{
    int room = width() - neededWidth();
    for (const FigureCell* cell : m_cells) {
        room -= cell->widthWith(true);
    }
    const auto drop = [&](StripFigure which, bool hasDetail) {
        const bool fits = room >= 0;
        cell(which).setVisible(fits);
        room += fits ? 0 : cell(which).widthWith(hasDetail);
    };
    for (const StripFigure which :
         {StripFigure::GrossExposure, StripFigure::LossIfStopsHit, StripFigure::DailyLossUsed, StripFigure::Drawdown}) {
        drop(which, true);
    }
    const bool hasKeys = room >= 0;
    room += hasKeys ? 0 : m_kill->keysWidth();
    const bool hasDetail = room >= 0;
    for (const StripFigure which : {StripFigure::DayPnl, StripFigure::Equity}) {
        room += hasDetail ? 0 : cell(which).widthWith(true) - cell(which).widthWith(false);
        cell(which).setShowsDetail(hasDetail);
    }
    drop(StripFigure::DayPnl, hasDetail);
    drop(StripFigure::Equity, hasDetail);
    m_kill->setShowsKeys(hasKeys);
}

void AccountStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace omni::ui
