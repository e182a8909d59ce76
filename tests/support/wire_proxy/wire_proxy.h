// Stands on the loopback device between an adapter and a venue, passes everything on, and does to it what a script
// says: requests and answers of HTTP/1.1 and messages of WebSockets are told apart, their bytes are not looked into.
//
// One thread, the one whose event loop it lives in. A rule that has met as often as it may is gone; of several that fit
// the oldest is meant. What it has seen is counted, at most `mostSeen`.

#pragma once

#include "tests/support/wire_proxy/wire_faults.h"

#include "core/base/error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace omni::test {

class WireProxy
{
public:
    static constexpr std::size_t mostSeen = 100'000;
    static constexpr std::size_t mostKept = 1'000; ///< Messages of the venue.

    /// To a server on this machine. `clock` outlives it.
    WireProxy(std::uint16_t venue, Clock& clock);
    ~WireProxy();
    WireProxy(const WireProxy&) = delete;
    WireProxy& operator=(const WireProxy&) = delete;

    /// On any free port of 127.0.0.1, which is returned.
    [[nodiscard]] Result<std::uint16_t> listen();

    void add(RequestRule rule);
    void add(FrameRule rule);
    /// How many rules wait for what they are to meet.
    [[nodiscard]] std::size_t waiting() const noexcept;
    /// Answers and messages that are held go on, oldest first. Of a line that has ended meanwhile they are gone.
    void release();
    [[nodiscard]] std::size_t held() const noexcept;
    /// A message of the venue that it never said, to each open WebSocket of that path.
    void inject(std::string_view path, std::string_view text, bool isBinary = false);
    /// Open WebSockets of that path say and hear nothing more, and stay open (F35). Newer ones are sound.
    void silence(std::string_view path);
    /// Cuts all lines whose last target begins with `path`; empty: all.
    void cut(std::string_view path = {});
    /// False: nobody gets through any more, and everybody is cut.
    void setReachable(bool is);

    [[nodiscard]] const std::vector<SeenRequest>& seen() const noexcept;
    /// WebSockets that were opened so far on that path.
    [[nodiscard]] std::size_t opened(std::string_view path) const noexcept;
    /// The last message of the venue on that path that contains `text`, whatever became of it; empty: there was none.
    [[nodiscard]] std::string lastSaid(std::string_view path, std::string_view text) const;
    /// From now on the lengths of such a request and of the answer to it are kept, in bytes on the wire.
    void measure(std::string method, std::string path);
    [[nodiscard]] std::size_t lastRequestBytes() const noexcept;
    [[nodiscard]] std::size_t lastAnswerBytes() const noexcept;
    /// Messages of the venue that were passed on so far.
    [[nodiscard]] std::size_t messages() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::test
