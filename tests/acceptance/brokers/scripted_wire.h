// The far end of a desk under test: its venue, and what a test scripts of the wire before it.

#pragma once

#include "tests/acceptance/brokers/venue_under_test.h"

#include <QTest>

namespace omni::test {

/// True as soon as `holds` is; false when it is not within 22 seconds: an order of which nothing is known is asked
/// for after 5 s and after 15 s.
inline bool becomesTrue(const std::function<bool()>& holds)
{
    return QTest::qWaitFor(holds, 22'000);
}

/// For the test's thread.
class ScriptedWire
{
public:
    explicit ScriptedWire(const VenueMaker& maker)
        : venue(maker.make())
    {
    }

    /// Of the next request or message that it fits.
    void script(RequestRule rule)
    {
        venue->call([&] { venue->proxy->add(std::move(rule)); });
    }
    void script(FrameRule rule)
    {
        venue->call([&] { venue->proxy->add(std::move(rule)); });
    }
    /// Of the next new order.
    void scriptOrder(RequestFault fault, std::size_t bytes = 0, sandbox::WebAnswer answer = {})
    {
        RequestRule rule;
        rule.method = "POST";
        rule.path = venue->words().orderPath;
        rule.fault = fault;
        rule.bytes = bytes;
        rule.answer = std::move(answer);
        script(std::move(rule));
    }
    /// Of the next such request, cut behind 30 bytes or answered by a gateway's page where the fault is of that kind.
    /// None: nothing is scripted.
    void scriptRequest(const char* method, std::string path, std::optional<RequestFault> fault)
    {
        if (fault) {
            RequestRule rule;
            rule.method = method;
            rule.path = std::move(path);
            rule.fault = *fault;
            rule.bytes = 30;
            rule.answer = {502, "<html>Bad Gateway</html>", {}, "text/html"};
            script(std::move(rule));
        }
    }
    /// All that was scripted has happened: a fault that nobody met proves nothing.
    [[nodiscard]] bool isScriptDone()
    {
        return becomesTrue([&] { return venue->get<std::size_t>([&] { return venue->proxy->waiting(); }) == 0; });
    }
    [[nodiscard]] bool isHeldOnTheWire(std::size_t count)
    {
        return becomesTrue([&] { return venue->get<std::size_t>([&] { return venue->proxy->held(); }) == count; });
    }
    /// Names of the new orders that reached the venue.
    [[nodiscard]] std::vector<std::string> namesThere()
    {
        return venue->get<std::vector<std::string>>([this] { return venue->names(); });
    }

    std::unique_ptr<VenueUnderTest> venue;
};

} // namespace omni::test
