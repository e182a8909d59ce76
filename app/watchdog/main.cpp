// needs: host/watchdog edge/brokers edge/platform Qt6::Core
//
// omnitrade-watchdog: watches over a profile from a process of its own.

#include "app/version.h"
#include "core/base/safe_text.h"
#include "core/edge/brokers/registry.h"
#include "core/edge/platform/secret_memory.h"
#include "core/host/control/failure_json.h"
#include "core/host/watchdog/guard_post.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace {

using namespace omni;
using namespace omni::watchdog;

volatile std::sig_atomic_t wasAsked = 0;

void onSignal(int)
{
    wasAsked = 1;
}

void say(const std::string& text)
{
    std::fputs((safeToShow(text) + '\n').c_str(), stdout);
    std::fflush(stdout);
}

int tellFailure(const runtime::RunFailure& failure, bool asJson)
{
    std::fprintf(stderr, "omnitrade-watchdog: %s\n", safeToShow(failure.message).c_str());
    if (!failure.hint.empty()) {
        std::fprintf(stderr, "  %s\n", safeToShow(failure.hint).c_str());
    }
    if (asJson) {
        say(runtime::failureJson(failure));
    }
    return static_cast<int>(failure.kind);
}

int watchOver(QCoreApplication& program, const WatchdogOptions& options)
{
    auto post = GuardPost::make(options, brokers::allBrokers());
    if (!post) {
        return tellFailure(post.error(), options.asJson);
    }
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGPIPE, SIG_IGN);
    PostEnd end;
    (*post)->start([&](const PostEnd& how) {
        end = how;
        QCoreApplication::quit();
    });
    QTimer signalLook;
    QObject::connect(&signalLook, &QTimer::timeout, &signalLook, [&] {
        if (wasAsked != 0) {
            signalLook.stop();
            (*post)->stop();
        }
    });
    signalLook.start(std::chrono::milliseconds(100));
    QCoreApplication::exec();
    static_cast<void>(program);
    if (options.asJson) {
        say(end.json);
    }
    if (!(*post)->settle(seconds(3))) {
        std::_Exit(end.code); // the disk hangs, and nobody is to wait for it
    }
    return end.code;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    const auto options = optionsFrom(words);
    if (!options) {
        const bool asJson = std::find(words.begin(), words.end(), "--json") != words.end();
        return tellFailure(options.error(), asJson);
    }
    if (options->wantsHelp) {
        say(helpText());
        return 0;
    }
    if (options->wantsVersion) {
        say(fmt::format("omnitrade-watchdog {} ({}, {})", app::version(), app::gitHash(), app::buildType()));
        return 0;
    }
    static_cast<void>(platform::forbidCoreDumps()); // there are keys in its memory
    QCoreApplication program(argc, argv);
    return watchOver(program, *options);
}
