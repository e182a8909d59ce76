#include "app/window.h"

#include "app/broker_option.h"
#include "app/command.h"
#include "app/strategy_option.h"
#include "app/vault_option.h"
#include "app/version.h"
#include "core/edge/platform/process_figures.h"
#include "core/host/config/schema.h"
#include "core/host/runtime/stop_signals.h"
#include "core/host/runtime/terminal.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QString>

#include <atomic>
#include <cstdlib>
#include <optional>

namespace omni::app {

namespace {

constexpr OptionSpec options[] = {
    {"--demo", "", "starts a DEMO on the built-in market at once"},
    {"--broker", "NAME[:SYMBOL,…]",
     "starts a PAPER session with a broker at once; the symbols stand for those configured below [brokers.NAME]. "
     "sandbox-binance and sandbox-alpaca: the paper exchange in this program, without keys, at made-up prices"},
    {"--strategy", "NAME[:key=value,…]", "a strategy on every instrument of the session that is started", true},
    vaultOption,
    vaultSourceOption,
    vaultServiceOption,
    vaultAuthorityOption,
    vaultCredentialOption,
};

constexpr CommandSpec spec{"", "", "The window.", options, 0, 0, {}};

bool isSet(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

runtime::RunFailure noDisplay(std::string message)
{
    return {runtime::FailureKind::Unreachable,
            "no_display",
            std::move(message),
            "without a window: omnitrade run --headless --feed synthetic:1 --until 1h",
            {},
            0};
}

/// Where windows need a server, somebody must have said where it is.
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

/// Qt ends the program with a crash when the display that was named does not answer; a sentence is kinder. Until the
/// window is there only.
void onQtMessage(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type == QtFatalMsg) {
        const int code = tellFailure(
            noDisplay("the window cannot be opened: " + text.section(QLatin1Char('\n'), 0, 0).toStdString()), false);
        std::_Exit(code);
    }
    if (type == QtCriticalMsg) {
        tell(text.toStdString());
    }
}

runtime::Outcome<runtime::TerminalRequest> requestOf(const Arguments& arguments)
{
    runtime::TerminalRequest request;
    const auto profile = profileOf(arguments);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    request.profile = *profile;
    if (const auto file = arguments.value("--config")) {
        request.config = *file;
    }
    auto keys = vaultKeysFrom(arguments, *profile, &request.people);
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    request.vaultKeys = std::move(*keys);
    request.sets = arguments.values("--set");
    request.program = programVersion();
    if (const auto text = arguments.value("--log-level")) {
        const auto level = config::valueFromText(*config::keyOf("log.level"), *text);
        if (!level) {
            return wrongUsage("--log-level " + level.error().detail);
        }
        request.logLevel = static_cast<LogLevel>(*level);
    }
    return request;
}

/// None: the window asks, or begins as it did last.
runtime::Outcome<std::optional<runtime::SessionWish>> wishOf(const Arguments& arguments)
{
    auto strategies = strategiesFrom(arguments);
    if (!strategies) {
        return tl::unexpected(strategies.error());
    }
    const auto text = arguments.value("--broker");
    if (text && arguments.has("--demo")) {
        return wrongUsage("--demo and --broker are two different sessions", "give one of them");
    }
    if (!text && !arguments.has("--demo")) {
        return strategies->empty() ? runtime::Outcome<std::optional<runtime::SessionWish>>(std::nullopt)
                                   : wrongUsage("--strategy belongs to a session, and none is started",
                                                "with --demo or with --broker NAME[:SYMBOL,…]");
    }
    runtime::SessionWish wish;
    wish.strategies = std::move(*strategies);
    if (text) {
        auto broker = brokerWishFrom(*text);
        if (!broker) {
            return tl::unexpected(broker.error());
        }
        wish.broker = std::move(broker->broker);
        wish.symbols = std::move(broker->symbols);
    }
    return std::optional(std::move(wish));
}

/// A signal ends the program without the question that closing the window asks; the session ends in order all the same.
class SignalledEnd
{
public:
    void request()
    {
        m_isAsked.store(true);
        if (auto* app = m_app.load()) {
            QMetaObject::invokeMethod(
                app, [] { QCoreApplication::exit(interruptedCode); }, Qt::QueuedConnection);
        }
    }
    void attach(QCoreApplication* app)
    {
        m_app.store(app);
        if (app != nullptr && m_isAsked.load()) {
            request();
        }
    }

private:
    std::atomic<QCoreApplication*> m_app{nullptr};
    std::atomic<bool> m_isAsked{false};
};

} // namespace

const CommandSpec& windowSpec() noexcept
{
    return spec;
}

runtime::Outcome<int> runWindow(const Arguments& arguments)
{
    const auto wish = wishOf(arguments);
    if (!wish) {
        return tl::unexpected(wish.error());
    }
    if (!hasDisplay()) {
        return tl::unexpected(noDisplay("there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set"));
    }
    auto request = requestOf(arguments);
    if (!request) {
        return tl::unexpected(request.error());
    }
    SignalledEnd end;
    const runtime::StopSignals stops([&end] { end.request(); });
    auto terminal = runtime::Terminal::open(std::move(*request));
    if (!terminal) {
        return tl::unexpected(terminal.error());
    }
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    const auto before = qInstallMessageHandler(onQtMessage);
    int count = 1;
    char name[] = "omnitrade";
    char* words[] = {name, nullptr}; // our own options are none of Qt's
    QApplication app(count, words);
    qInstallMessageHandler(before);
    QCoreApplication::setApplicationName(QStringLiteral("OmniTrade AI"));
    QCoreApplication::setApplicationVersion(QString::fromStdString(std::string(version())));
    QGuiApplication::setDesktopFileName(QStringLiteral("omnitrade"));
    QGuiApplication::setQuitOnLastWindowClosed(false); // the window says when its session has ended
    end.attach(&app);
    int code = doneCode;
    {
        ui::MainWindow window(**terminal,
                              {.startsDemo = arguments.has("--demo"),
                               .session = *wish,
                               .isQuiet = false,
                               .age = platform::processFigures().age});
        QObject::connect(
            &window, &ui::MainWindow::ended, &app, [] { QCoreApplication::exit(doneCode); }, Qt::QueuedConnection);
        window.show();
        code = QApplication::exec();
    }
    end.attach(nullptr);
    terminal->reset();
    return stops.wasAsked() ? interruptedCode : code;
}

} // namespace omni::app
