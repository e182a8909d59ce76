#include "core/host/runtime/terminal/kill_switch.h"

#include "core/base/log.h"
#include "core/desk/events/principals.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

events::KillLatched latchedBy(const platform::WatchdogPress& press)
{
    events::KillLatched latched;
    latched.level = static_cast<risk::KillLevel>(press.level);
    latched.by = events::desk;
    const std::string text = press.at.ns > 0
        ? fmt::format("the watchdog, at {} UTC: nothing was heard of this program for {:.1f} s",
                      isoText(press.at).substr(11, 8), static_cast<double>(press.silence.ns) / 1e9)
        : std::string("the watchdog's file was damaged");
    latched.cause = ShortText<95>(std::string_view(text).substr(0, 95));
    return latched;
}

} // namespace

KillSwitch::KillSwitch(std::unique_ptr<platform::KillLatch> file, Writes writes)
    : m_file(std::move(file))
    , m_level(m_file->level())
{
    m_newest.by = events::owner;
    m_newest.cause = ShortText<95>(m_file->wasDamaged() ? "the latch file was damaged" : "set before this start");
    if (const auto press = m_file->pressAtStart()) {
        m_newest = latchedBy(*press);
    }
    if (writes == Writes::OnItsThread) {
        m_thread = std::thread([this] { run(); });
    }
}

KillSwitch::~KillSwitch()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_work.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

/// A loop because another thread may raise it at the same moment.
void KillSwitch::raise(std::uint8_t wanted) noexcept
{
    std::uint8_t stands = m_level.load(std::memory_order_relaxed);
    while (stands < wanted
           && !m_level.compare_exchange_weak(stands, wanted, std::memory_order_acq_rel, std::memory_order_relaxed)) { }
}

void KillSwitch::press(const events::KillLatched& latched)
{
    post(static_cast<std::uint8_t>(latched.level), &latched);
}

void KillSwitch::follow(risk::KillLevel level)
{
    post(static_cast<std::uint8_t>(level), nullptr);
}

void KillSwitch::post(std::uint8_t level, const events::KillLatched* untold)
{
    if (level == 0) {
        return;
    }
    raise(level); // before the mutex: nothing stands between a press and the gate
    {
        const std::scoped_lock lock(m_mutex);
        raise(level); // a reset that ran meanwhile must not swallow this press
        ++m_presses;
        m_toWrite = std::max(m_toWrite, level);
        if (m_toClear) { // what is lifted is lifted, down to this
            m_toClear->presses = m_presses;
            m_toClear->to = std::max(m_toClear->to, level);
        }
        if (untold != nullptr) {
            m_newest = *untold;
            m_untold.add(*untold);
            m_untoldCount.store(m_untold.size(), std::memory_order_release);
        }
    }
    m_work.notify_one();
}

/// Shut first: from the moment at which the press counts as taken in it is this switch that holds it.
void KillSwitch::hearWatchdog()
{
    const std::uint8_t pressed = m_file->pressedElsewhere();
    if (pressed == 0) {
        return;
    }
    raise(pressed);
    if (const auto taken = m_file->takePress()) {
        press(latchedBy(*taken));
    }
}

std::optional<events::KillLatched> KillSwitch::beginSession()
{
    hearWatchdog();
    const std::scoped_lock lock(m_mutex);
    m_untold.clear();
    m_untoldCount.store(0, std::memory_order_release);
    if (level() == risk::KillLevel::None) {
        return std::nullopt;
    }
    events::KillLatched latched = m_newest;
    latched.scope = {};
    latched.level = level();
    return latched;
}

bool KillSwitch::takeUntold(events::KillLatched& out)
{
    if (m_untoldCount.load(std::memory_order_acquire) == 0) {
        return false;
    }
    const std::scoped_lock lock(m_mutex);
    out = m_untold.front();
    m_untold.popFront();
    m_untoldCount.store(m_untold.size(), std::memory_order_release);
    return true;
}

void KillSwitch::clear(risk::KillLevel pressedSince)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_toClear = Clearing{m_presses, static_cast<std::uint8_t>(std::max(pressedSince, m_untold.highest()))};
    }
    m_work.notify_one();
}

std::optional<std::string> KillSwitch::fault() const
{
    const std::scoped_lock lock(m_mutex);
    return m_fault;
}

bool KillSwitch::isSettled() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_isBusy && m_toWrite == 0 && !m_toClear;
}

bool KillSwitch::writeNext()
{
    std::unique_lock lock(m_mutex);
    if (!hasWork()) {
        return false;
    }
    write(lock);
    return true;
}

void KillSwitch::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_work.wait(lock, [this] { return m_isEnding || hasWork(); });
        if (!hasWork()) {
            return;
        }
        write(lock);
    }
}

/// Open during the disk's work.
void KillSwitch::write(std::unique_lock<std::mutex>& lock)
{
    const std::uint8_t wanted = std::exchange(m_toWrite, std::uint8_t{0});
    auto clearing = std::exchange(m_toClear, std::nullopt);
    if (clearing && clearing->to >= m_level.load(std::memory_order_relaxed)) {
        clearing.reset(); // pressed since, and as high
    }
    if (wanted == 0 && !clearing) {
        return;
    }
    m_isBusy = true;
    lock.unlock();
    const auto done = clearing ? lower(clearing->to) : m_file->set(wanted);
    if (!done) {
        logError("the kill latch could not be {}: {}", clearing ? "cleared" : "written", done.error().detail);
    }
    lock.lock();
    m_isBusy = false;
    m_fault = done ? std::nullopt : std::optional(done.error().detail);
    if (!clearing) {
        return;
    }
    if (clearing->presses != m_presses) { // pressed during the disk's work: down to that
        m_toClear = Clearing{m_presses, std::max(clearing->to, m_toWrite)};
        return;
    }
    if (done || clearing->to != 0) {
        m_level.store(std::min(clearing->to, m_level.load(std::memory_order_relaxed)), std::memory_order_release);
    } else {
        stayShut();
    }
}

/// A level that was pressed behind the reset may not have been written yet: the file has it, whatever it had before.
Result<void> KillSwitch::lower(std::uint8_t level)
{
    const auto lowered = m_file->lower(level);
    return lowered && level != 0 ? m_file->set(level) : lowered;
}

/// Nothing else holds it. A latch that the disk still holds stays closed: a restart would find it. What it cancels and
/// closes beyond that a person has called off, and stops that were placed since are not to go with it.
void KillSwitch::stayShut()
{
    constexpr auto pause = risk::KillLevel::Pause;
    m_level.store(static_cast<std::uint8_t>(pause), std::memory_order_release);
    m_newest = {{}, pause, events::owner, ShortText<95>(resetNotWritten)};
    m_untold.add(m_newest);
    m_untoldCount.store(m_untold.size(), std::memory_order_release);
}

} // namespace omni::runtime
