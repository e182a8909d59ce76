#include "ui/shell/notices/notice_teller.h"

#include "ui/bridge/engine_link.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

ToastLevel levelOf(events::AlertLevel level)
{
    switch (level) {
    case events::AlertLevel::Info:
        return ToastLevel::Info;
    case events::AlertLevel::Warning:
        return ToastLevel::Warning;
    case events::AlertLevel::Critical:
        return ToastLevel::Critical;
    }
    return ToastLevel::Info;
}

constexpr std::string_view missingStop = "position.unprotected";
constexpr std::string_view expiresSoon = "proposal.expires_soon"; // its limit is the proposal's number

QString keyOf(std::string_view what, InstrumentId instrument)
{
    return QString::fromUtf8(what.data(), static_cast<qsizetype>(what.size())) + u'/'
        + QString::number(instrument.value);
}

QString reminderKey()
{
    return QString::fromLatin1(expiresSoon.data(), static_cast<qsizetype>(expiresSoon.size()));
}

} // namespace

NoticeTeller::NoticeTeller(EngineLink& engine, const Formats& formats, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_formats(formats)
{
    connect(&engine, &EngineLink::noticed, this, &NoticeTeller::onNotice);
    connect(&engine, &EngineLink::frame, this, &NoticeTeller::wakeSnoozed);
    connect(&engine, &EngineLink::frame, this, &NoticeTeller::lookAtStops);
    connect(&engine, &EngineLink::restarted, this, [this] {
        m_fills.clear();
        m_snoozed.clear();
        m_reminded.clear();
        m_missingStops.clear();
        setRead();
    });
}

void NoticeTeller::setRead()
{
    if (m_unread != 0) {
        m_unread = 0;
        emit unreadChanged();
    }
}

void NoticeTeller::onNotice(const runtime::Notice& notice)
{
    if (const auto* event = std::get_if<events::Event>(&notice.what)) {
        if (const auto* fill = std::get_if<orders::Fill>(event)) {
            onFill(*fill, notice.stamp.wall);
            emit sounded(Chime::Fill);
        } else if (std::holds_alternative<events::KillLatched>(*event)) {
            emit sounded(Chime::Stop);
        } else if (std::holds_alternative<events::OrderReport>(*event)) {
            emit spoken(Words::line(*event, m_engine.desk(), m_formats).value_or(QString()));
        }
        return;
    }
    const auto& fact = std::get<events::Fact>(notice.what);
    const views::DeskSnapshot& desk = m_engine.desk();
    if (const auto* alert = std::get_if<events::AlertRaised>(&fact)) {
        onAlert(*alert);
    } else if (const auto* refused = std::get_if<events::OrderRefused>(&fact); refused && !refused->preview) {
        emit sounded(Chime::Warning);
        const views::InstrumentView* view = m_engine.instrument(refused->ticket.instrument);
        const bool isOwn = refused->ticket.origin == orders::Origin::Human;
        emit told(isOwn ? ToastLevel::Answer : ToastLevel::Warning,
                  u"refused/"_qs + QString::number(refused->ticket.instrument.value),
                  Words::refusal(refused->refusal, view != nullptr ? &view->instrument : nullptr,
                                 QString::fromStdString(desk.baseCurrency), m_formats));
    } else if (const auto* denied = std::get_if<events::CommandDenied>(&fact)) {
        emit told(ToastLevel::Answer, u"denied"_qs, Words::denial(denied->why, desk));
    } else if (std::holds_alternative<events::Latched>(fact) || std::holds_alternative<events::BreakerTripped>(fact)) {
        emit sounded(Chime::Stop);
    } else if (const auto* made = std::get_if<events::ProposalMade>(&fact); made && !made->preview) {
        emit proposed(); // one that the limits refuse never waits
        emit sounded(Chime::Proposal);
        emit spoken(Words::line(fact, desk, m_formats).value_or(QString()));
    } else if (const auto* snoozed = std::get_if<events::ProposalSnoozed>(&fact)) {
        m_snoozed[snoozed->proposal] = {notice.stamp.mono + snoozed->span, notice.stamp.boot};
    } else if (const auto* closed = std::get_if<events::ProposalClosed>(&fact)) {
        m_snoozed.erase(closed->proposal);
        if (m_reminded.erase(closed->proposal) > 0 && m_reminded.empty()) {
            emit settled(reminderKey(), Words::line(fact, desk, m_formats).value_or(QString()));
        }
    }
}

void NoticeTeller::onAlert(const events::AlertRaised& alert)
{
    const QString text = Words::alert(alert, m_engine.desk(), m_formats);
    if (alert.key.view() == missingStop) {
        m_missingStops.alerted(alert.instrument, text, m_engine.now());
        return;
    }
    if (alert.key.view() == expiresSoon) {
        return onReminder(alert, text);
    }
    ++m_unread;
    emit unreadChanged();
    if (alert.level != events::AlertLevel::Info) {
        emit sounded(Chime::Warning);
    }
    emit told(levelOf(alert.level), keyOf(alert.key.view(), alert.instrument), text);
}

/// Half of its life: the tone of a proposal once more, and the tray; what is popped up is for what is at stake. Four
/// fifths: the tone of a warning, and one notice for all that wait so. Several at once are one tone. It goes when the
/// last of them does.
void NoticeTeller::onReminder(const events::AlertRaised& alert, const QString& text)
{
    constexpr Duration atOnce = seconds(1);
    const bool isLast = alert.level != events::AlertLevel::Info;
    ++m_unread;
    emit unreadChanged();
    const Monotonic now = m_engine.now();
    auto& before = isLast ? m_lastWarned : m_lastReminded;
    if (!before || now - *before >= atOnce) {
        before = now;
        emit sounded(isLast ? Chime::Warning : Chime::Proposal);
        emit reminded(isLast);
    }
    if (isLast) {
        m_reminded.insert(ProposalId{static_cast<std::uint64_t>(alert.limit)});
        const auto count = static_cast<int>(m_reminded.size());
        emit told(ToastLevel::Warning, reminderKey(),
                  count == 1 ? text : tr("%n proposals wait for you and expire soon.", nullptr, count));
    }
}

void NoticeTeller::lookAtStops()
{
    if (m_engine.phase().phase != runtime::Phase::Running) {
        return; // a session that ends takes its stops with it
    }
    for (const MissingStops::Word& word : m_missingStops.look(m_engine.desk(), m_engine.now())) {
        const QString key = keyOf(missingStop, word.instrument);
        const QString symbol = Words::symbol(m_engine.desk(), word.instrument);
        if (word.isOver) {
            emit settled(key,
                         word.isClosed ? tr("The position in %1 is closed.").arg(symbol)
                                       : tr("The position in %1 has a working stop again.").arg(symbol));
            continue;
        }
        ++m_unread;
        emit unreadChanged();
        emit sounded(Chime::Warning);
        emit told(ToastLevel::Critical, key, word.text);
    }
}

/// What has slept long enough waits again, and is heard like a new one.
void NoticeTeller::wakeSnoozed()
{
    const views::DeskSnapshot& desk = m_engine.desk();
    for (auto one = m_snoozed.begin(); one != m_snoozed.end();) {
        if (one->second.boot == desk.at.boot && desk.at.mono < one->second.until) {
            ++one;
            continue;
        }
        const auto waiting = std::find_if(desk.proposals.begin(), desk.proposals.end(),
                                          [one](const auto& view) { return view.made.proposal.id == one->first; });
        one = m_snoozed.erase(one);
        if (waiting != desk.proposals.end()) {
            emit proposed();
            emit sounded(Chime::Proposal);
            emit spoken(tr("The proposal for %1 waits again.", "symbol")
                            .arg(Words::symbol(desk, waiting->made.proposal.instrument)));
        }
    }
}

/// Fills of one instrument and side that come within a while are one thing: "4 fills NVDA, avg 182.41".
void NoticeTeller::onFill(const orders::Fill& fill, Timestamp at)
{
    const views::InstrumentView* view = m_engine.instrument(fill.instrument);
    if (view == nullptr) {
        return;
    }
    Fills& fills = m_fills[{fill.instrument, fill.side}];
    if (at - fills.last > milliseconds(ToastQueue::shownForMs)) {
        fills = {};
    }
    fills.last = at;
    ++fills.count;
    fills.lots += fill.size.count;
    fills.tickLots += static_cast<double>(fill.price.count) * static_cast<double>(fill.size.count);
    const Ticks average{fills.lots > 0 ? std::llround(fills.tickLots / static_cast<double>(fills.lots)) : 0};
    const QString symbol = Words::symbol(m_engine.desk(), fill.instrument);
    const QString price = m_formats.price(view->instrument, average);
    const QString quantity = m_formats.quantity(view->instrument, Lots{fills.lots});
    const bool isBuy = fill.side == Side::Buy;
    const QString text = fills.count > 1 ? tr("%n fills %1, avg %2", nullptr, fills.count).arg(symbol, price)
        : isBuy                          ? tr("Bought %1 %2 at %3").arg(quantity, symbol, price)
                                         : tr("Sold %1 %2 at %3").arg(quantity, symbol, price);
    emit told(ToastLevel::Info, u"fill/"_qs + QString::number(fill.instrument.value) + (isBuy ? u"/b"_qs : u"/s"_qs),
              text);
}

} // namespace omni::ui
