#include "core/base/log.h"

#include <atomic>
#include <filesystem>
#include <memory>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace omni {

namespace {

std::atomic<LogLevel> leastLevel{LogLevel::Warn};

spdlog::level::level_enum spdlogLevel(LogLevel level) noexcept
{
    switch (level) {
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warn:
        return spdlog::level::warn;
    case LogLevel::Error:
        return spdlog::level::err;
    case LogLevel::Off:
        return spdlog::level::off;
    }
    return spdlog::level::off;
}

std::shared_ptr<spdlog::logger> loggerTo(spdlog::sink_ptr sink)
{
    auto logger = std::make_shared<spdlog::logger>("omni", std::move(sink));
    logger->set_formatter(
        std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%fZ [%l] %v", spdlog::pattern_time_type::utc));
    logger->set_level(spdlog::level::trace); // dropped before formatting, see isLogged
    // What was logged last before a crash matters most, and lines are few.
    logger->flush_on(spdlog::level::trace);
    return logger;
}

std::shared_ptr<spdlog::logger>& currentLogger()
{
    static auto logger = loggerTo(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    return logger;
}

spdlog::sink_ptr fileSink(const std::string& file)
{
    constexpr std::size_t generationBytes = 8 * 1024 * 1024;
    constexpr std::size_t generations = 5;
    spdlog::file_event_handlers handlers;
    handlers.after_open = [](const spdlog::filename_t& name, std::FILE*) {
        using std::filesystem::perms;
        std::error_code ignored; // a file system without rights is still one that can be written
        std::filesystem::permissions(name, perms::owner_read | perms::owner_write, ignored);
    };
    // The file being written is one of the generations.
    return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file, generationBytes, generations - 1, false,
                                                                  handlers);
}

} // namespace

Result<void> setUpLog(const std::string& file, LogLevel least)
{
    try {
        currentLogger() = loggerTo(file.empty() ? std::make_shared<spdlog::sinks::stderr_sink_mt>() : fileSink(file));
    } catch (const std::exception& error) {
        return failure(Errc::Unavailable, error.what());
    }
    leastLevel.store(least, std::memory_order_relaxed);
    return {};
}

bool isLogged(LogLevel level) noexcept
{
    // relaxed: a level that changes a line late harms nobody.
    return level >= leastLevel.load(std::memory_order_relaxed);
}

void detail::writeLog(LogLevel level, fmt::string_view form, fmt::format_args args) noexcept
{
    try {
        const std::string line = safeForLog(fmt::vformat(form, args));
        currentLogger()->log(spdlogLevel(level), spdlog::string_view_t(line));
    } catch (const std::exception&) {
        return; // the log is no reason to stop
    }
}

} // namespace omni
