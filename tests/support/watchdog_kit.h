// A trader, a watchdog and the paper exchange as three real programs, and a hand of the test at the exchange: it places
// orders under names of its choice, as if the trader had, and sees what stands.

#pragma once

#include "core/edge/brokers/binance/signing.h"
#include "tests/support/program_run.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QProcessEnvironment>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <csignal>
#include <functional>
#include <memory>
#include <sys/types.h>

namespace omni::tests {

/// `omnitrade sandbox`. Its keys go into the environment of what is started later.
class PaperExchange
{
public:
    PaperExchange()
    {
        startProgram(m_process, {"sandbox", "--binance", "0", "--alpaca", "0", "--seed", "5"});
        QByteArray first;
        while (!first.contains('\n') && m_process.waitForReadyRead(mostMilliseconds)) {
            first += m_process.readAllStandardOutput();
        }
        m_told = QJsonDocument::fromJson(first.left(first.indexOf('\n'))).object();
        const auto pair = m_told.value("keys").toArray().at(0).toObject();
        m_key = pair.value("key").toString().toUtf8();
        m_secret = pair.value("secret").toString().toUtf8();
    }
    ~PaperExchange()
    {
        end();
    }
    void end()
    {
        m_process.kill();
        m_process.waitForFinished(10'000);
    }
    [[nodiscard]] bool isUp() const
    {
        return m_told.contains("binance") && m_told.contains("alpaca");
    }
    [[nodiscard]] QString address(const char* broker, const char* face) const
    {
        return m_told.value(QLatin1String(broker)).toObject().value(QLatin1String(face)).toString();
    }
    [[nodiscard]] const QByteArray& key() const
    {
        return m_key;
    }
    [[nodiscard]] const QByteArray& secret() const
    {
        return m_secret;
    }
    /// Where it is, into a profile that is made for it.
    void tell(const QString& profile) const
    {
        QDir().mkpath(profile);
        QFile::setPermissions(profile, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const auto line = [this](const char* key, const char* broker, const char* face) {
            return QByteArray(key) + " = \"" + address(broker, face).toUtf8() + "\"\n";
        };
        writeFile(profile + "/config.toml",
                  "[brokers.binance]\n" + line("rest", "binance", "rest") + line("ws", "binance", "ws")
                      + line("ws_api", "binance", "ws") + "[brokers.alpaca]\n" + line("rest", "alpaca", "rest")
                      + line("data_rest", "alpaca", "data_rest") + line("stream_ws", "alpaca", "stream_ws")
                      + line("data_ws", "alpaca", "data_ws"));
    }
    [[nodiscard]] QProcessEnvironment environment(const QByteArray& secret = {}) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* broker : {"BINANCE", "ALPACA"}) {
            environment.insert(QString("OMNI_%1_PAPER_KEY").arg(broker), m_key);
            environment.insert(QString("OMNI_%1_PAPER_SECRET").arg(broker), secret.isEmpty() ? m_secret : secret);
        }
        return environment;
    }

private:
    QProcess m_process;
    QJsonObject m_told;
    QByteArray m_key, m_secret;
};

struct VenueAnswer {
    int status = 0;
    QByteArray body;
    [[nodiscard]] QJsonArray list() const
    {
        return QJsonDocument::fromJson(body).array();
    }
    [[nodiscard]] QJsonObject object() const
    {
        return QJsonDocument::fromJson(body).object();
    }
};

/// Requests of the test's own, one connection each.
class VenueHand
{
public:
    explicit VenueHand(const PaperExchange& exchange)
        : m_exchange(exchange)
    {
    }
    VenueAnswer binance(const QByteArray& method, const QByteArray& path, const QByteArray& query = {}) const
    {
        const QByteArray whole = query + (query.isEmpty() ? "" : "&")
            + "recvWindow=5000&timestamp=" + QByteArray::number(QDateTime::currentMSecsSinceEpoch());
        const auto signer = brokers::binance::Signer::make(Secret(m_exchange.secret().toStdString()));
        const auto signature = QByteArray::fromStdString(*signer->sign(whole.toStdString()));
        return ask(m_exchange.address("binance", "rest"), method,
                   "/api/v3/" + path + '?' + whole + "&signature=" + signature,
                   "X-MBX-APIKEY: " + m_exchange.key() + "\r\n", {});
    }
    VenueAnswer alpaca(const QByteArray& method, const QByteArray& path, const QByteArray& body = {}) const
    {
        return ask(m_exchange.address("alpaca", "rest"), method, path,
                   "APCA-API-KEY-ID: " + m_exchange.key() + "\r\nAPCA-API-SECRET-KEY: " + m_exchange.secret()
                       + "\r\nContent-Type: application/json\r\n",
                   body);
    }
    /// Names of the open orders, of Binance.
    [[nodiscard]] QStringList open() const
    {
        QStringList names;
        for (const auto& one : answered("openOrders").list()) {
            names.append(one.toObject().value("clientOrderId").toString());
        }
        names.sort();
        return names;
    }
    /// Names of all orders there ever were of a symbol, of Binance.
    [[nodiscard]] QStringList all(const QByteArray& symbol = "BTCUSDT") const
    {
        QStringList names;
        for (const auto& one : answered("allOrders", "symbol=" + symbol + "&limit=1000").list()) {
            names.append(one.toObject().value("clientOrderId").toString());
        }
        return names;
    }
    [[nodiscard]] double bid(const QByteArray& symbol = "BTCUSDT") const
    {
        const auto answer
            = ask(m_exchange.address("binance", "rest"), "GET", "/api/v3/ticker/bookTicker?symbol=" + symbol, {}, {});
        return answer.object().value("bidPrice").toString().toDouble();
    }
    /// A buy far below the market: it rests.
    VenueAnswer rest(const QString& name) const
    {
        return binance("POST", "order",
                       "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price="
                           + QByteArray::number(static_cast<qlonglong>(bid() * 0.9))
                           + "&newClientOrderId=" + name.toUtf8());
    }
    /// A stop far below the market.
    VenueAnswer stop(const QString& name) const
    {
        return binance("POST", "order",
                       "symbol=BTCUSDT&side=SELL&type=STOP_LOSS&quantity=0.001&stopPrice="
                           + QByteArray::number(static_cast<qlonglong>(bid() * 0.9))
                           + "&newClientOrderId=" + name.toUtf8());
    }

private:
    /// Asked until the venue answers: it counts the questions of all three programs.
    [[nodiscard]] VenueAnswer answered(const QByteArray& path, const QByteArray& query = {}) const
    {
        VenueAnswer answer;
        for (int i = 0; i < 70 && answer.status != 200; ++i) {
            QTest::qSleep(i == 0 ? 250 : 1'000);
            answer = binance("GET", path, query);
        }
        return answer;
    }
    static VenueAnswer ask(const QUrl& where, const QByteArray& method, const QByteArray& target,
                           const QByteArray& fields, const QByteArray& body)
    {
        QTcpSocket socket;
        socket.connectToHost(where.host(), static_cast<quint16>(where.port()));
        if (!socket.waitForConnected(5'000)) {
            return {};
        }
        socket.write(method + ' ' + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
                     + QByteArray::number(body.size()) + "\r\n" + fields + "\r\n" + body);
        QByteArray answer;
        while (socket.waitForReadyRead(10'000)) {
            answer += socket.readAll();
        }
        const auto end = answer.indexOf("\r\n\r\n");
        return {answer.mid(9, 3).toInt(), answer.mid(end + 4)};
    }
    const PaperExchange& m_exchange;
};

/// A program at work, ended with the test.
class Worker
{
public:
    Worker(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment)
    {
        m_process.setProcessEnvironment(environment);
        m_process.setProgram(program);
        m_process.setArguments(arguments);
        m_process.start(QIODevice::ReadOnly);
        m_process.waitForStarted();
    }
    ~Worker()
    {
        if (m_process.state() != QProcess::NotRunning) {
            signal(SIGCONT);
            m_process.kill();
            m_process.waitForFinished(10'000);
        }
    }
    void signal(int number) const
    {
        ::kill(static_cast<pid_t>(m_process.processId()), number);
    }
    /// Its standard error, so far.
    const QByteArray& words()
    {
        m_words += m_process.readAllStandardError();
        return m_words;
    }
    [[nodiscard]] bool hasSaid(const QByteArray& text, int milliseconds = 60'000)
    {
        const QDeadlineTimer end(milliseconds);
        while (!words().contains(text)) {
            if (end.hasExpired() || (m_process.state() == QProcess::NotRunning && !words().contains(text))) {
                qWarning("\"%s\" was not said: %s", text.constData(), m_words.constData());
                return false;
            }
            m_process.waitForReadyRead(50);
        }
        return true;
    }
    [[nodiscard]] bool isRunning()
    {
        m_process.waitForReadyRead(1);
        return m_process.state() == QProcess::Running;
    }
    /// Its exit code; -1: it did not end by itself in time.
    [[nodiscard]] int code(int milliseconds = 60'000)
    {
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(milliseconds)) {
            return -1;
        }
        words();
        m_out += m_process.readAllStandardOutput();
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    /// Behind `code`: a signal has ended it.
    [[nodiscard]] bool hasCrashed() const
    {
        return m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::CrashExit;
    }
    [[nodiscard]] int exitCode() const
    {
        return m_process.exitCode();
    }
    [[nodiscard]] QJsonObject json() const
    {
        return QJsonDocument::fromJson(m_out).object();
    }

private:
    QProcess m_process;
    QByteArray m_words, m_out;
};

/// `isSo` comes true.
inline bool until(const std::function<bool()>& isSo, int milliseconds = 60'000)
{
    const QDeadlineTimer end(milliseconds);
    while (!isSo()) {
        if (end.hasExpired()) {
            return false;
        }
        QTest::qSleep(50);
    }
    return true;
}

/// What a watchdog says when it has looked at the venue.
constexpr char wayIsOpen[] = "the way to the venue is open";

/// An exchange, a profile, a trader and, if wanted, a watchdog over it.
class Scene
{
public:
    explicit Scene(const QByteArray& config = "silence = \"2s\"\n", const QStringList& strategy = {},
                   const QString& broker = "binance:BTCUSDT")
    {
        exchange.tell(profile);
        writeFile(profile + "/watchdog.toml", config);
        trader = std::make_unique<Worker>(
            QString(OMNI_PROGRAM),
            QStringList{"run", "--headless", "--broker", broker, "--approve", "all", "--profile", profile} + strategy,
            exchange.environment());
        isUp = exchange.isUp() && until([this] { return beats(); });
    }
    void watch(const QByteArray& secret = {}, const QStringList& more = {})
    {
        watchdog = std::make_unique<Worker>(QString(OMNI_WATCHDOG), QStringList{"--profile", profile, "--json"} + more,
                                            exchange.environment(secret));
    }
    /// The watchdog has a session and a way to its venue. What the trader said if it has not.
    [[nodiscard]] bool watches()
    {
        const bool isReady = watchdog->hasSaid(wayIsOpen);
        if (!isReady) {
            qWarning("the trader %s, and said: %s", trader->isRunning() ? "runs" : "has ended",
                     trader->words().constData());
        }
        return isReady;
    }
    [[nodiscard]] bool beats() const
    {
        return !session().isEmpty() && once().json().value("session") == "beats";
    }
    [[nodiscard]] ProgramResult once() const
    {
        QProcess process;
        process.setProcessEnvironment(exchange.environment());
        process.setProgram(OMNI_WATCHDOG);
        process.setArguments({"--once", "--json", "--profile", profile});
        process.start(QIODevice::ReadOnly);
        return endOf(process);
    }
    [[nodiscard]] QJsonObject session() const
    {
        QFile file(profile + "/watched-session.json");
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    /// As this session would have named it.
    [[nodiscard]] QString name(int number, char role) const
    {
        return session().value("install").toString() + '-' + session().value("session").toString() + '-'
            + QString::number(number) + '-' + QChar(role);
    }
    [[nodiscard]] QJsonObject report() const
    {
        QFile file(profile + "/watchdog-report.json");
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    [[nodiscard]] QJsonObject status() const
    {
        return runProgram({"status", "--json", "--profile", profile}).json();
    }
    /// Of the health's part.
    [[nodiscard]] QJsonObject watchdogPart() const
    {
        for (const auto& one : runProgram({"health", "--json", "--profile", profile}).json().value("parts").toArray()) {
            if (one.toObject().value("name") == "watchdog") {
                return one.toObject();
            }
        }
        return {};
    }

    PaperExchange exchange;
    VenueHand hand{exchange};
    QTemporaryDir home;
    const QString profile = home.filePath("profile");
    std::unique_ptr<Worker> trader, watchdog;
    bool isUp = false;
};

} // namespace omni::tests
