#include "ui/bridge/engine_link.h"

#include "core/desk/events/principals.h"
#include "core/host/runtime/seat/seat_link.h"

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

/// So many notices a frame: a window that was frozen catches up within a second and stays alive while it does.
constexpr std::size_t mostNotices = 4'096;

bool saysThatSomeWereLeftOut(const runtime::Notice& notice) noexcept
{
    const auto* fact = std::get_if<events::Fact>(&notice.what);
    const auto* alert = fact != nullptr ? std::get_if<events::AlertRaised>(fact) : nullptr;
    return alert != nullptr && alert->key.view() == runtime::noticesLeftOut;
}

} // namespace

EngineLink::EngineLink(runtime::TerminalLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_desk(std::make_shared<const views::DeskSnapshot>())
    , m_day(std::make_shared<const views::MarketDay>())
    , m_health(std::make_shared<const views::Health>())
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &EngineLink::poll);
    setFrameRate(m_rate);
}

EngineLink::~EngineLink() = default;

const views::InstrumentView* EngineLink::instrument(InstrumentId id) const noexcept
{
    for (const views::InstrumentView& view : m_desk->instruments) {
        if (view.instrument.id == id) {
            return &view;
        }
    }
    return nullptr;
}

void EngineLink::setFrameRate(int perSecond)
{
    m_rate = std::clamp(perSecond, 1, 60);
    m_timer.start(1'000 / m_rate);
}

void EngineLink::setRate(Slows what, int perSecond)
{
    if (what != Slows::Never) {
        m_turns[static_cast<std::size_t>(what)].rate = std::clamp(perSecond, 1, 60);
    }
}

bool EngineLink::send(events::Wish what, QString reason, bool stepUp)
{
    events::Command command;
    command.by = events::owner;
    command.path = risk::EntryPath::Gui;
    command.stepUp = stepUp;
    QByteArray text = reason.toUtf8();
    while (text.size() > 95) { // whole characters only
        reason.chop(1);
        text = reason.toUtf8();
    }
    command.reason = ShortText<95>({text.constData(), static_cast<std::size_t>(text.size())});
    command.what = std::move(what);
    return again(command);
}

bool EngineLink::again(const events::Command& command)
{
    m_wasRefusedAtSeat = false;
    if (m_link.send(command)) {
        return true;
    }
    const auto* const seat = m_link.seat();
    if (const auto why = seat != nullptr ? seat->refusal() : std::nullopt) {
        m_wasRefusedAtSeat = true;
        emit refusedAtSeat(*why);
    } else {
        emit refusedToSend();
    }
    return false;
}

PrincipalId EngineLink::self() const
{
    auto* const seat = m_link.seat();
    const PrincipalId number = seat != nullptr ? seat->view().number : PrincipalId{};
    return number ? number : events::owner;
}

void EngineLink::kill(risk::Scope scope, risk::KillLevel level, const QString& reason)
{
    m_link.kill(scope, level, reason.toStdString());
}

runtime::QueryId EngineLink::ask(views::HistoryQuery query, QObject* context, Then then)
{
    const runtime::QueryId id = m_link.ask(std::move(query));
    m_pending.insert_or_assign(id, Pending{context, std::move(then)});
    return id;
}

void EngineLink::cancel(runtime::QueryId query)
{
    m_link.cancel(query);
    m_pending.erase(query);
}

void EngineLink::poll()
{
    m_frames.begin(now());
    runtime::PhaseView phase = m_link.phase();
    const bool isOther = phase.generation != m_phase.generation;
    const bool hasChanged = isOther || phase.phase != m_phase.phase || phase.text != m_phase.text;
    m_phase = std::move(phase);
    if (isOther) {
        m_desk = std::make_shared<const views::DeskSnapshot>();
        m_day = std::make_shared<const views::MarketDay>();
        for (Turn& turn : m_turns) {
            turn = {turn.rate, false, std::nullopt};
        }
        emit restarted();
    }
    if (hasChanged) {
        emit phaseChanged();
    }
    m_notices.clear();
    m_link.takeNotices(m_notices, mostNotices);
    auto desk = m_link.snapshot();
    auto day = m_link.day();
    auto health = m_link.health();
    const bool isNew = (desk && desk != m_desk) || (day && day != m_day) || (health && health != m_health);
    m_desk = desk ? std::move(desk) : m_desk;
    m_day = day ? std::move(day) : m_day;
    m_health = health ? std::move(health) : m_health;
    for (const runtime::Notice& notice : m_notices) {
        if (saysThatSomeWereLeftOut(notice)) {
            emit fellBehind();
        }
        emit noticed(notice);
    }
    takeAnswers();
    if (isNew) {
        emit frame();
    }
    const bool hasShown = giveTurns(isNew);
    if (isNew || hasShown || !m_notices.empty()) {
        m_frames.shown(now(), cameWith(), hasPrices(), m_notices.size() == mostNotices);
    }
}

/// Tables before charts: they slow down later. What is owed is kept until its turn comes, with or without news then.
bool EngineLink::giveTurns(bool isNew)
{
    bool hasShown = false;
    for (const Slows what : {Slows::Next, Slows::First}) {
        Turn& turn = m_turns[static_cast<std::size_t>(what)];
        turn.isOwed = turn.isOwed || isNew;
        if (turn.isOwed && hasTurn(turn)) {
            turn.isOwed = false;
            turn.last = now();
            hasShown = true;
            emit due(what);
        }
    }
    return hasShown;
}

/// In time, not in polls: those come late when the window is slow. Half a poll early is nearer than half a poll late.
bool EngineLink::hasTurn(const Turn& turn) const
{
    return turn.rate >= m_rate || !turn.last
        || now() - *turn.last >= milliseconds(1'000 / turn.rate) - milliseconds(500 / m_rate);
}

/// The oldest market data that the pictures at hand are the first to show.
std::optional<Monotonic> EngineLink::cameWith() noexcept
{
    const auto of = [](const views::PictureTimes& times, std::uint64_t& seen) {
        return times.newSince(std::exchange(seen, std::max(seen, times.number)));
    };
    return views::olderOf(of(m_desk->times, m_seenDesk), of(m_day->times, m_seenDay));
}

bool EngineLink::hasPrices() const noexcept
{
    return m_phase.phase == runtime::Phase::Running
        && std::any_of(m_desk->instruments.begin(), m_desk->instruments.end(),
                       [](const views::InstrumentView& view) { return view.quote || view.reference; });
}

void EngineLink::takeAnswers()
{
    runtime::Answer answer;
    while (m_link.takeAnswer(answer)) {
        const auto found = m_pending.find(answer.query);
        if (found == m_pending.end()) {
            continue;
        }
        const Pending pending = std::move(found->second);
        m_pending.erase(found);
        if (pending.context) {
            pending.then(answer.page);
        }
    }
}

} // namespace omni::ui
