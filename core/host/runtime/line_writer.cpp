#include "core/host/runtime/line_writer.h"

#include "core/base/safe_text.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t batchBytes = std::size_t{64} << 10;
constexpr std::size_t lineCost = 64; ///< Of each that waits, beside its text: many short ones are many, too.
constexpr auto look = std::chrono::milliseconds(20);
constexpr auto lastMoment = std::chrono::milliseconds(200);

struct Line {
    LineWeight weight = LineWeight::Usual;
    std::string text; ///< Of a `Newest` that has been replaced: empty, and no line at all.
    bool isGone = false;
};

std::size_t costOf(const Line& line) noexcept
{
    return line.text.size() + lineCost;
}

} // namespace

struct LineWriter::Parts {
    Parts(Sink to, LineWriterOptions given)
        : sink(std::move(to))
        , options(std::move(given))
    {
    }
    void add(LineWeight weight, std::string text);
    void replaceNewest();
    [[nodiscard]] std::string takeBatch();
    void run();
    bool write(std::string_view bytes);

    const Sink sink;
    const LineWriterOptions options;
    mutable std::mutex mutex; ///< Around what follows; never held while the stream is written.
    std::condition_variable changed;
    std::deque<Line> waiting;
    std::uint64_t taken = 0; ///< Lines that left `waiting` at its front.
    std::optional<std::uint64_t> newest; ///< Place of the one that waits, counted from the first line ever.
    std::size_t bytes = 0; ///< Of `waiting`.
    std::uint64_t gap = 0; ///< Left out since the last line that was taken.
    std::uint64_t leftOut = 0;
    int error = 0;
    bool isWriting = false;
    bool isEnding = false;
    bool hasEnded = false;
    std::thread thread;
};

void LineWriter::Parts::add(LineWeight weight, std::string text)
{
    waiting.push_back({weight, std::move(text), false});
    bytes += costOf(waiting.back());
}

/// The older summary is no line any more.
void LineWriter::Parts::replaceNewest()
{
    if (!newest || *newest < taken) {
        return;
    }
    Line& old = waiting[static_cast<std::size_t>(*newest - taken)];
    bytes -= old.text.size();
    old.text = {};
    old.isGone = true;
    if (&old == &waiting.back()) {
        bytes -= lineCost;
        waiting.pop_back();
    }
}

std::string LineWriter::Parts::takeBatch()
{
    std::string batch;
    while (!waiting.empty() && batch.size() < batchBytes) {
        const Line& line = waiting.front();
        bytes -= costOf(line);
        if (!line.isGone) {
            batch += safeToShow(line.text);
            batch += '\n';
        }
        waiting.pop_front();
        ++taken;
    }
    return batch;
}

bool LineWriter::Parts::write(std::string_view batch)
{
    while (!batch.empty()) {
        const StreamWrite done = sink(batch);
        if (done.error != 0) {
            const std::lock_guard lock(mutex);
            error = done.error;
            waiting.clear();
            bytes = 0;
            return false;
        }
        batch.remove_prefix(done.written);
    }
    return true;
}

void LineWriter::Parts::run()
{
    std::unique_lock lock(mutex);
    for (;;) {
        changed.wait(lock, [this] { return isEnding || (!waiting.empty() && error == 0); });
        if (isEnding) {
            break;
        }
        const std::string batch = takeBatch();
        isWriting = true;
        lock.unlock();
        static_cast<void>(write(batch));
        lock.lock();
        isWriting = false;
        changed.notify_all();
    }
    hasEnded = true;
    changed.notify_all();
}

LineWriter::LineWriter(Sink sink, LineWriterOptions options)
    : m_parts(std::make_shared<Parts>(std::move(sink), std::move(options)))
{
    m_parts->thread = std::thread([parts = m_parts] { parts->run(); });
}

LineWriter::~LineWriter()
{
    Parts& p = *m_parts;
    bool hasEnded = false;
    {
        std::unique_lock lock(p.mutex);
        p.isEnding = true;
        p.changed.notify_all();
        hasEnded = p.changed.wait_for(lock, lastMoment, [&p] { return p.hasEnded; });
    }
    hasEnded ? p.thread.join() : p.thread.detach();
}

void LineWriter::put(LineWeight weight, std::string line)
{
    Parts& p = *m_parts;
    bool isFirstLoss = false;
    {
        const std::lock_guard lock(p.mutex);
        if (p.error != 0) {
            return;
        }
        if (weight == LineWeight::Newest) {
            p.replaceNewest();
        }
        const std::size_t most = weight == LineWeight::Kept ? p.options.mostBytes : p.options.usualBytes;
        if (weight != LineWeight::Last && p.bytes + line.size() + lineCost > most) {
            isFirstLoss = p.leftOut == 0;
            ++p.leftOut;
            ++p.gap;
        } else {
            if (p.gap > 0 && p.options.leftOutLine) {
                p.add(LineWeight::Kept, p.options.leftOutLine(p.gap));
            }
            p.gap = 0;
            p.add(weight, std::move(line));
            if (weight == LineWeight::Newest) {
                p.newest = p.taken + p.waiting.size() - 1;
            }
        }
        p.changed.notify_all();
    }
    if (isFirstLoss && p.options.isSlow) {
        p.options.isSlow();
    }
}

bool LineWriter::isBehind() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->bytes > m_parts->options.usualBytes / 2;
}

std::uint64_t LineWriter::leftOut() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->leftOut;
}

int LineWriter::error() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->error;
}

bool LineWriter::finish(const std::function<bool()>& isHurried, Duration patience)
{
    Parts& p = *m_parts;
    std::optional<std::chrono::steady_clock::time_point> end;
    std::unique_lock lock(p.mutex);
    if (p.gap > 0 && p.options.leftOutLine) {
        p.add(LineWeight::Kept, p.options.leftOutLine(std::exchange(p.gap, 0)));
        p.changed.notify_all();
    }
    const auto isDone = [&p] { return p.error != 0 || (p.waiting.empty() && !p.isWriting); };
    while (!p.changed.wait_for(lock, look, isDone)) {
        const auto now = std::chrono::steady_clock::now();
        if (!end && isHurried()) {
            end = now + std::chrono::nanoseconds(patience.ns);
        }
        if (end && now >= *end) {
            return false;
        }
    }
    return true;
}

} // namespace omni::runtime
