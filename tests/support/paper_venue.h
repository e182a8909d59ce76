// The paper exchange as a process of its own, and a session of the real program that trades there.

#pragma once

#include "tests/support/program_run.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QMessageAuthenticationCode>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <functional>

namespace omni::tests {

class PaperVenue
{
public:
    PaperVenue()
    {
        startProgram(m_process, {"sandbox", "--binance", "0", "--seed", "7"});
        while (m_process.state() == QProcess::Running && !m_process.canReadLine()) {
            m_process.waitForReadyRead(mostMilliseconds);
        }
        const auto said = QJsonDocument::fromJson(m_process.readLine()).object();
        m_rest = QUrl(said["binance"].toObject()["rest"].toString());
        m_ws = said["binance"].toObject()["ws"].toString();
        m_key = said["keys"].toArray()[0].toObject()["key"].toString();
        m_secret = said["keys"].toArray()[0].toObject()["secret"].toString();
    }
    ~PaperVenue()
    {
        m_process.terminate();
        m_process.waitForFinished(10'000);
    }
    PaperVenue(const PaperVenue&) = delete;
    PaperVenue& operator=(const PaperVenue&) = delete;

    /// `omnitrade run` on BTCUSDT and ETHUSDT there, by a strategy that trades every few seconds.
    [[nodiscard]] QStringList session(const QString& profile, const QStringList& more = {}) const
    {
        const QString rest = m_rest.toString();
        return QStringList{"run",        "--headless",
                           "--broker",   "binance:BTCUSDT,ETHUSDT",
                           "--profile",  profile,
                           "--strategy", "sma_cross:interval=1s,fast=1,slow=2",
                           "--approve",  "all",
                           "--set",      "brokers.binance.environment=paper",
                           "--set",      "brokers.binance.rest=" + rest,
                           "--set",      "brokers.binance.ws=" + m_ws,
                           "--set",      "brokers.binance.ws_api=" + m_ws,
                           "--set",      "risk.losing_streak=10",
                           "--set",      "risk.orders_per_minute=120"}
        + more;
    }
    /// With its key, which the program takes away for itself.
    [[nodiscard]] QProcessEnvironment environment() const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("OMNI_BINANCE_PAPER_KEY", m_key);
        environment.insert("OMNI_BINANCE_PAPER_SECRET", m_secret);
        return environment;
    }
    /// What it answers to a signed question.
    [[nodiscard]] QJsonDocument ask(const QByteArray& path, const QByteArray& parameters = {}) const
    {
        const QByteArray text = parameters + (parameters.isEmpty() ? "" : "&")
            + "recvWindow=60000&timestamp=" + QByteArray::number(QDateTime::currentMSecsSinceEpoch());
        const QByteArray seal
            = QMessageAuthenticationCode::hash(text, m_secret.toUtf8(), QCryptographicHash::Sha256).toHex();
        QTcpSocket socket;
        socket.connectToHost(m_rest.host(), static_cast<quint16>(m_rest.port()));
        socket.waitForConnected(5'000);
        socket.write("GET /api/v3/" + path + '?' + text + "&signature=" + seal
                     + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-MBX-APIKEY: " + m_key.toUtf8()
                     + "\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(10'000)) {
            answer += socket.readAll();
        }
        return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4));
    }
    /// The names of all orders that it was ever sent, in its own book.
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (const char* symbol : {"BTCUSDT", "ETHUSDT"}) {
            const auto orders = ask("allOrders", QByteArray("limit=1000&symbol=") + symbol).array();
            for (const auto& order : orders) {
                names.push_back(order.toObject()["clientOrderId"].toString());
            }
        }
        return names;
    }

    /// Of them those that opened or added to something.
    [[nodiscard]] QStringList entries() const
    {
        return names().filter(QRegularExpression("-e$"));
    }

private:
    QProcess m_process;
    QUrl m_rest;
    QString m_ws, m_key, m_secret;
};

/// A run of the program that can be asked how it stands.
class AskedRun
{
public:
    AskedRun(QString profile, const QStringList& words, const QProcessEnvironment& environment)
        : m_profile(std::move(profile))
    {
        process.setProcessEnvironment(environment);
        process.setStandardOutputFile(QProcess::nullDevice());
        startProgram(process, words);
    }
    ~AskedRun()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished(10'000);
        }
    }
    AskedRun(const AskedRun&) = delete;
    AskedRun& operator=(const AskedRun&) = delete;

    [[nodiscard]] QJsonObject status() const
    {
        return runProgram({"status", "--json", "--profile", m_profile}).json();
    }
    /// True as soon as it holds; false when it does not within a minute, or the program has ended.
    [[nodiscard]] bool becomes(const std::function<bool(const QJsonObject&)>& holds)
    {
        const QDeadlineTimer end(60'000);
        while (!end.hasExpired() && process.state() == QProcess::Running) {
            if (holds(status())) {
                return true;
            }
            process.waitForReadyRead(50);
        }
        return false;
    }
    [[nodiscard]] bool fillsUpTo(int fills)
    {
        return becomes([fills](const QJsonObject& now) { return now["fills"].toInt() >= fills; });
    }
    /// SIGTERM, and how it ended.
    int end()
    {
        process.terminate();
        return process.waitForFinished(mostMilliseconds) && process.exitStatus() == QProcess::NormalExit
            ? process.exitCode()
            : -1;
    }

    QProcess process;

private:
    QString m_profile;
};

} // namespace omni::tests
