// Public clients of the brokers' protocols, which nobody here has written, run unchanged against the paper exchange.
// Each is an npm package, pinned to one version; it lies outside of the sources, in the folder OMNI_FOREIGN_CLIENTS.

#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace omni::tests {

struct ForeignClient {
    QString package, version; ///< Of npm.
    QString script; ///< From the root of the sources.
};

inline const ForeignClient foreignBinance{QStringLiteral("binance"), QStringLiteral("3.6.5"),
                                          QStringLiteral("tests/core/edge/sandbox/foreign_binance.mjs")};
inline const ForeignClient foreignAlpaca{QStringLiteral("@alpacahq/alpaca-trade-api"), QStringLiteral("4.0.2"),
                                         QStringLiteral("tests/core/edge/sandbox/alpaca/foreign_alpaca.mjs")};

/// Why it cannot run here; empty: it can.
inline QString whyAbsent(const ForeignClient& client)
{
    QFile file(qEnvironmentVariable("OMNI_FOREIGN_CLIENTS") + QStringLiteral("/node_modules/") + client.package
               + QStringLiteral("/package.json"));
    const QString version = file.open(QIODevice::ReadOnly)
        ? QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("version")].toString()
        : QString();
    const bool isHere = version == client.version && !QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty();
    return isHere ? QString()
                  : QStringLiteral("node, or the npm package %1 %2 in the folder OMNI_FOREIGN_CLIENTS, is not here")
                        .arg(client.package, client.version);
}

struct PlaceOfExchange {
    QString rest, webSocket; ///< "http://127.0.0.1:1", "ws://127.0.0.1:1".
    QString key, secret;
    QString certificate; ///< A file, in PEM, where it is https and wss.
};

/// What came of each step; empty if the client has failed as a whole. Waits with the event loop running.
inline QJsonObject stepsOf(const ForeignClient& client, const PlaceOfExchange& place)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SANDBOX_REST"), place.rest);
    environment.insert(QStringLiteral("SANDBOX_WS"), place.webSocket);
    environment.insert(QStringLiteral("SANDBOX_KEY"), place.key);
    environment.insert(QStringLiteral("SANDBOX_SECRET"), place.secret);
    if (!place.certificate.isEmpty()) {
        environment.insert(QStringLiteral("NODE_EXTRA_CA_CERTS"), place.certificate);
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStandardPaths::findExecutable(QStringLiteral("node")),
                  {QStringLiteral(OMNI_SOURCE_DIR "/") + client.script});
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 120'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const QByteArray out = process.readAllStandardOutput();
    qInfo("%s %s", out.constData(), process.readAllStandardError().constData());
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0
        ? QJsonDocument::fromJson(out).object()
        : QJsonObject();
}

/// What each step must come to, by a hand: "" where the steps agree, else the first that does not.
inline QString firstOtherThan(const QJsonObject& expected, const QJsonObject& steps)
{
    for (const QString& name : expected.keys()) {
        const QJsonValue wanted = expected[name];
        // Of what failed the number alone is compared: words are the client's.
        const QJsonValue came = wanted.isDouble() && steps[name].isObject()
            ? steps[name].toObject()[QStringLiteral("code")]
            : steps[name];
        if (came != wanted) {
            return name + QStringLiteral(": ") + steps[name].toVariant().toString();
        }
    }
    return steps.contains(QStringLiteral("streamError")) ? QStringLiteral("a stream failed") : QString();
}

inline QJsonObject expectedOfBinance()
{
    return {{"info", 5},
            {"klines", 168},
            {"price", true},
            {"tape", "3 3 3"},
            {"figures", true},
            {"account", 6},
            {"rates", "2 0.00100000"},
            {"market", "FILLED"},
            {"value", "FILLED"},
            {"limit", "1 CANCELED CANCELED"},
            {"replaced", "SUCCESS SUCCESS 1"},
            {"atOnce", "EXPIRED"},
            {"trailing", "NEW CANCELED"},
            {"oco", "2 1"},
            {"tested", QJsonObject()},
            {"refused", -2010},
            {"filtered", -1013},
            {"unknown", -2013},
            {"noSymbol", -1121},
            {"apiAccount", 6},
            {"apiListens", 200},
            {"apiOrders", "NEW 0.00090000 CANCELED FILLED"},
            {"told", true},
            {"heard", true}};
}

inline QJsonObject expectedOfAlpaca()
{
    return {{"orderStream", true},
            {"account", 100'000},
            {"assets", 6},
            {"clock", true},
            {"calendar", "16:00 16:00 16:00 13:00"},
            {"terms", true},
            {"latest", true},
            {"coins", true},
            {"market", "filled"},
            {"position", 2},
            {"limit", "1 canceled"},
            {"value", "filled 150 undefined"},
            {"replaced", "true 4 replaced"},
            {"bracket", "bracket limit new stop new"},
            {"held", "held"},
            {"oco", "oco 1"},
            {"coin", "filled 0.009975"},
            {"activities", true},
            {"closed", "200 200 200 0"},
            {"refused", 40310000},
            {"twice", 40010001},
            {"fractionOfACent", 42210000},
            {"unknown", 40410000},
            {"updates", true},
            {"heard", true}};
}

} // namespace omni::tests
