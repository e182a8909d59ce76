// SIGINT and SIGTERM as a wish to stop: the first one lets the session end in order, one that comes a second or more
// later ends the program at once (F69).

#pragma once

#include <functional>
#include <memory>

namespace omni::runtime {

/// One at a time in a program. While it lives the first signal calls `first` on a thread of its own. Those within a
/// second of it are the same wish and change nothing (`StopWishes`); a later one ends the process with code 130,
/// without any cleaning up: like a crash, which recovery knows. To be made before other
/// threads start, so that they inherit the mask. Also ignores SIGPIPE: a closed pipe is an error of writing.
class StopSignals
{
public:
    explicit StopSignals(std::function<void()> first);
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    /// A signal has come.
    [[nodiscard]] bool wasAsked() const noexcept;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace omni::runtime
