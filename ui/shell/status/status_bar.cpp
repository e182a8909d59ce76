#include "ui/shell/status/status_bar.h"

#include "core/desk/views/health.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_progress.h"
#include "ui/panes/health/model.h"
#include "ui/shell/status/cadence.h"
#include "ui/shell/status/line_lamps.h"
#include "ui/shell/strip/account_strip.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/menu_button.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace omni::ui {

namespace {

const views::PartHealth* partOf(const views::Health& health, std::string_view name)
{
    for (const views::PartHealth& part : health.parts) {
        if (part.name == name) {
            return &part;
        }
    }
    return nullptr;
}

QString marketName(orders::Environment environment)
{
    switch (environment) {
    case orders::Environment::Demo:
        return StatusBar::tr("Demo market");
    case orders::Environment::Paper:
        return StatusBar::tr("Paper account");
    case orders::Environment::Live:
        return StatusBar::tr("Live account");
    case orders::Environment::Replay:
        return StatusBar::tr("Recording");
    }
    return {};
}

/// Worse of the two.
views::PartState stateOf(const views::PartHealth* a, const views::PartHealth* b)
{
    const auto badness = [](const views::PartHealth* part) {
        if (part == nullptr) {
            return 0;
        }
        switch (part->state) {
        case views::PartState::Ok:
            return 1;
        case views::PartState::Off:
            return 2;
        case views::PartState::Starting:
            return 3;
        case views::PartState::Degraded:
            return 4;
        case views::PartState::Down:
            return 5;
        }
        return 0;
    };
    const views::PartHealth* worse = badness(a) >= badness(b) ? a : b;
    return worse != nullptr ? worse->state : views::PartState::Off;
}

Token tokenOf(views::PartState state)
{
    switch (state) {
    case views::PartState::Ok:
        return Token::Ok;
    case views::PartState::Starting:
    case views::PartState::Degraded:
        return Token::Warn;
    case views::PartState::Down:
        return Token::Danger;
    case views::PartState::Off:
        return Token::Text3;
    }
    return Token::Text3;
}

QString partsText(const views::Health& health)
{
    QStringList bad;
    for (const views::PartHealth& part : health.parts) {
        if (part.state == views::PartState::Down || part.state == views::PartState::Degraded) {
            bad.append(StatusBar::tr("%1: %2").arg(health::Model::partName(part.name), Words::of(part.state)));
        }
    }
    return bad.join(u" · "_qs);
}

} // namespace

QString feedText(const views::DeskSnapshot& desk, const views::Health& health, const Formats& formats)
{
    if (!hasPicture(desk)) {
        return StatusBar::tr("No session");
    }
    const views::PartHealth* feed = partOf(health, "feed");
    const views::PartHealth* orders = partOf(health, "orders");
    const QString latency = orders != nullptr && orders->p50
        ? StatusBar::tr("%1 ms").arg(formats.number(static_cast<double>(orders->p50->ns) / 1e6, 0))
        : missing();
    const QString age = feed != nullptr && feed->dataAge ? formats.seconds(*feed->dataAge) : missing();
    return StatusBar::tr("%1 · orders %2 · data %3").arg(marketName(desk.environment), latency, age);
}

QString marketTimeText(const views::DeskSnapshot& desk, const Formats& formats)
{
    if (desk.at.wall.ns == 0) {
        return missing();
    }
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(desk.at.wall.ns / 1'000'000, Qt::UTC);
    const int offset = formats.zone.offsetFromUtc(utc);
    const int minutes = std::abs(offset) / 60;
    QString zone = offset == 0 ? u"UTC"_qs : u"UTC"_qs + (offset < 0 ? u'−' : u'+') + QString::number(minutes / 60);
    if (minutes % 60 != 0) {
        zone += u':' + QString::number(minutes % 60).rightJustified(2, u'0');
    }
    const QString city = QString::fromUtf8(formats.zone.id()).section(u'/', -1).replace(u'_', u' ');
    return city == u"UTC"_qs ? StatusBar::tr("%1 UTC").arg(formats.dateTime(desk.at.wall))
                             : StatusBar::tr("%1 %2 (%3)").arg(formats.dateTime(desk.at.wall), city, zone);
}

StatusBar::StatusBar(EngineLink& engine, Theme& theme, const Formats& formats, const Cadence& cadence, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
    , m_cadence(cadence)
    , m_progress(StopProgress::of(engine))
    , m_feed(addButton())
    , m_lines(new LineLamps(theme, formats, this))
    , m_parts(addButton())
    , m_tripped(addButton())
    , m_alerts(addButton())
    , m_seat(new MenuButton(this))
    , m_slowed(new QLabel(this))
    , m_load(new QLabel(this))
    , m_time(new QLabel(this))
{
    setFixedHeight(theme.px(24));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(6), 0, theme.px(12), 0);
    row->setSpacing(theme.px(12));
    row->addWidget(m_feed);
    row->addWidget(m_lines);
    row->addWidget(m_parts);
    row->addStretch(1);
    for (QWidget* part :
         {static_cast<QWidget*>(m_tripped), static_cast<QWidget*>(m_alerts), static_cast<QWidget*>(m_seat),
          static_cast<QWidget*>(m_slowed), static_cast<QWidget*>(m_load), static_cast<QWidget*>(m_time)}) {
        row->addWidget(part);
    }
    m_seat->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_seat->setFocusPolicy(Qt::TabFocus);
    m_seat->setAutoRaise(true);
    m_seat->hide(); // until somebody is asked for
    auto* seat = new QMenu(m_seat);
    m_seat->openWith(seat);
    connect(seat, &QMenu::aboutToShow, this, [this, seat] { fillSeatMenu(*seat); });
    setTextRole(*m_load, TextRole::Label);
    setTextRole(*m_slowed, TextRole::Warn);
    connect(m_feed, &QToolButton::clicked, this, &StatusBar::feedsAsked);
    connect(m_lines, &LineLamps::asked, this, &StatusBar::feedsAsked);
    connect(m_parts, &QToolButton::clicked, this, &StatusBar::feedsAsked);
    connect(m_tripped, &QToolButton::clicked, this, &StatusBar::trippedAsked);
    connect(m_alerts, &QToolButton::clicked, this, &StatusBar::alertsAsked);
    connect(&m_progress, &StopProgress::changed, this, &StatusBar::refresh);
    connect(&theme, &Theme::changed, this, &StatusBar::retranslate);
    // Figures that nobody can read faster; four times a second is enough.
    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, &StatusBar::refresh);
    m_timer.start();
    retranslate();
}

QToolButton* StatusBar::addButton()
{
    auto* button = new QToolButton(this);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoRaise(true);
    return button;
}

void StatusBar::setSeat(const QString& person, const QString& detail, bool isIn)
{
    m_isIn = isIn;
    m_seat->setVisible(!person.isEmpty());
    if (m_seat->text() != person) {
        m_seat->setText(person);
    }
    m_seat->setToolTip(tipText(detail));
    m_seat->setAccessibleDescription(tr("%1: %2").arg(person, detail));
}

void StatusBar::fillSeatMenu(QMenu& menu)
{
    menu.clear();
    if (m_isIn) {
        menu.addAction(tr("Lock the window and the vault"), this, &StatusBar::lockAsked);
        menu.addAction(tr("Sign out"), this, &StatusBar::signOutAsked);
    } else {
        menu.addAction(tr("Sign in…"), this, &StatusBar::signInAsked);
    }
}

void StatusBar::setUnread(int alerts)
{
    m_unread = alerts;
    refresh();
}

void StatusBar::retranslate()
{
    setFixedHeight(m_theme.px(24));
    m_seat->setIcon(Icons::icon(m_theme, u"lock"_qs));
    m_seat->setAccessibleName(tr("Who sits here"));
    for (QToolButton* button : {m_feed, m_parts, m_tripped, m_alerts, static_cast<QToolButton*>(m_seat)}) {
        button->setIconSize({m_theme.px(12), m_theme.px(12)});
        button->setFont(m_theme.font(TextSize::Caption));
        button->setMaximumHeight(m_theme.px(24));
    }
    for (QLabel* label : {m_slowed, m_load, m_time}) {
        label->setFont(m_theme.numbers(TextSize::Caption));
    }
    m_lines->retranslate();
    m_feed->setAccessibleName(tr("Market data and orders"));
    m_parts->setAccessibleName(tr("Parts that are not well"));
    m_alerts->setIcon(Icons::icon(m_theme, u"bell"_qs));
    m_alerts->setAccessibleName(tr("Alerts"));
    m_tripped->setIcon(Icons::icon(m_theme, u"kill"_qs, Token::Danger));
    m_tripped->setAccessibleName(tr("Tripped switches"));
    const QString danger = m_theme.color(Token::Danger).name();
    m_tripped->setStyleSheet(QStringLiteral("QToolButton { color: %1; }").arg(danger));
    refresh();
}

void StatusBar::refresh()
{
    const views::DeskSnapshot& desk = m_engine.desk();
    const views::Health& health = m_engine.health();
    const views::PartState state = stateOf(partOf(health, "feed"), partOf(health, "orders"));
    m_feed->setIcon(Icons::icon(m_theme, state == views::PartState::Off ? u"ring"_qs : u"dot"_qs, tokenOf(state)));
    m_feed->setText(feedText(desk, health, m_formats));
    const bool isBuiltIn = hasPicture(desk) && orders::isSimulated(desk.environment);
    const QString how = isBuiltIn
        ? tr("%1. Built in: market data, orders and account are in this program, so that no line can break.")
              .arg(Words::of(state))
        : Words::of(state);
    m_feed->setToolTip(tipText(how));
    m_feed->setAccessibleDescription(tr("%1: %2").arg(m_feed->text(), how));
    refreshLines();
    // Before a session and after one that did not start, nothing has to run: that its parts are down is no trouble.
    const runtime::Phase phase = m_engine.phase().phase;
    const bool shouldRun = phase != runtime::Phase::Idle && phase != runtime::Phase::Failed;
    const QString bad = shouldRun ? partsText(health) : QString();
    m_parts->setVisible(!bad.isEmpty());
    m_parts->setText(bad);
    m_parts->setIcon(Icons::icon(m_theme, u"warning"_qs, Token::Warn));
    m_parts->setAccessibleDescription(bad);

    const auto count = static_cast<int>(m_progress.stopped().size());
    m_tripped->setVisible(count > 0);
    m_tripped->setText(isAllStopped(m_progress.stopped()) ? tr("Trading stopped, %n switch(es) tripped", nullptr, count)
                                                          : tr("%n switch(es) tripped", nullptr, count));
    m_tripped->setAccessibleDescription(m_tripped->text());
    m_alerts->setText(tr("%n alert(s)", nullptr, m_unread));
    m_alerts->setAccessibleDescription(tr("%n unread", nullptr, m_unread));

    m_slowed->setVisible(m_cadence.isSlowed());
    m_slowed->setText(tr("display slowed to %1/s").arg(m_cadence.rate(Slows::First)));
    const QString slowed
        = tr("Charts %1/s, tables %2/s. Proposals, orders, risk and kill switches stay at %3/s.", "pictures a second")
              .arg(m_cadence.rate(Slows::First))
              .arg(m_cadence.rate(Slows::Next))
              .arg(m_cadence.rate(Slows::Never));
    m_slowed->setToolTip(tipText(slowed));
    m_slowed->setAccessibleDescription(slowed);
    const QString cpu = health.residentBytes == 0 ? missing() : m_formats.percent(health.processCpu, 0);
    const QString memory = health.residentBytes == 0
        ? missing()
        : tr("%1 MB").arg(m_formats.number(static_cast<double>(health.residentBytes) / 1e6, 0));
    m_load->setText(tr("GUI %1 ms · CPU %2 · %3").arg(m_formats.number(m_engine.frameMs(), 0), cpu, memory));
    m_time->setText(marketTimeText(desk, m_formats));
}

/// With a broker its lines stand in the place of the feed.
void StatusBar::refreshLines()
{
    const auto connection = m_engine.terminal().connection();
    if (connection) {
        m_lines->show(*connection, brokerTitle(*connection, m_engine.terminal().brokers().get()), m_engine.health().at);
    }
    m_lines->setVisible(connection != nullptr);
    m_feed->setVisible(connection == nullptr);
}

QString StatusBar::text() const
{
    QStringList parts{m_lines->isVisibleTo(this) ? m_lines->text() : m_feed->text()};
    for (const QToolButton* button : {m_parts, m_tripped, m_alerts}) {
        if (button->isVisibleTo(this)) {
            parts.append(button->text());
        }
    }
    if (m_seat->isVisibleTo(this)) {
        parts.append(m_seat->text());
    }
    if (m_slowed->isVisibleTo(this)) {
        parts.append(m_slowed->text());
    }
    return (parts << m_load->text() << m_time->text()).join(u" | "_qs);
}

void StatusBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.setPen(m_theme.color(Token::Line));
    painter.drawLine(0, 0, width(), 0);
}

} // namespace omni::ui
