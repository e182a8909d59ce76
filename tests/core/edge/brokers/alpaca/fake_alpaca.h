// A venue on the loopback device that answers in Alpaca's words as a test tells it. It shares nothing with the adapter
// but the facts of the protocol.

#pragma once

#include "tests/support/loopback/scripted_server.h"

#include "core/base/time.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::tests {

/// Real time, and leaps when a test says so.
class LeapingClock final : public Clock
{
public:
    LeapingClock()
    {
        m_timer.start();
    }
    [[nodiscard]] Timestamp wall() override
    {
        return Timestamp{1'784'035'862'000'000'000} + Duration{mono().ns}; // 2026-07-14T13:31:02Z
    }
    [[nodiscard]] Monotonic mono() override
    {
        return Monotonic{m_timer.nsecsElapsed() + m_leapt.ns};
    }
    void leap(Duration by)
    {
        m_leapt = m_leapt + by;
    }

private:
    QElapsedTimer m_timer;
    Duration m_leapt;
};

struct Asked {
    QByteArray method, target, body;
    [[nodiscard]] QByteArray path() const
    {
        return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    }
};

class FakeAlpaca final : public QObject
{
public:
    FakeAlpaca()
        : m_streams(QStringLiteral("alpaca"), QWebSocketServer::NonSecureMode)
    {
        m_streams.listen(QHostAddress::LocalHost);
        connect(&m_streams, &QWebSocketServer::newConnection, this, [this] { takeStream(); });
        rest.onRequest = [this](Served& served, const QByteArray& request) {
            const auto line = request.left(request.indexOf("\r\n")).split(' ');
            const auto body = request.mid(request.indexOf("\r\n\r\n") + 4);
            asked.push_back({line.at(0), line.at(1), body});
            const auto answer = answerTo(asked.back());
            if (!answer.isEmpty()) {
                served.send(answer);
            } else if (cutsInstead) {
                served.cut();
            } else {
                unanswered.push_back(served.number);
            }
        };
    }

    static QByteArray json(const QByteArray& body, const QByteArray& status = "200 OK")
    {
        return httpAnswer(body, status,
                          "Content-Type: application/json\r\nX-RateLimit-Limit: 200\r\nX-RateLimit-Remaining: 190\r\n");
    }
    static QByteArray fault(const QByteArray& status, qint64 code, const QByteArray& message)
    {
        return json("{\"code\":" + QByteArray::number(code) + ",\"message\":\"" + message + "\"}", status);
    }
    [[nodiscard]] int countOf(const QByteArray& method, const QByteArray& path) const
    {
        return static_cast<int>(std::count_if(asked.begin(), asked.end(), [&](const Asked& each) {
            return each.method == method && each.path() == path;
        }));
    }

    /// A new order as the venue keeps it.
    QJsonObject makeOrder(const QJsonObject& wish, const QString& status = QStringLiteral("new"))
    {
        const auto number = ++m_orders;
        QJsonObject order = wish;
        order[QStringLiteral("id")]
            = QStringLiteral("7c0f1c52-6b52-4f7e-9c0a-%1").arg(number, 12, 10, QLatin1Char('0'));
        order[QStringLiteral("status")] = status;
        order[QStringLiteral("filled_qty")] = QStringLiteral("0");
        order[QStringLiteral("submitted_at")]
            = QStringLiteral("2026-07-14T13:31:02.%1Z").arg(number, 6, 10, QLatin1Char('0'));
        order[QStringLiteral("order_class")] = QString();
        order[QStringLiteral("replaces")] = QJsonValue();
        order[QStringLiteral("legs")] = QJsonValue();
        order[QStringLiteral("subtag_of_next_year")] = QJsonObject{};
        orders[order[QStringLiteral("client_order_id")].toString()] = order;
        return order;
    }
    /// An entry that brings its stop, "oto": that waits under a name of the venue's own.
    QJsonObject makeFamily(const QJsonObject& wish)
    {
        auto entry = makeOrder(wish);
        const auto name = entry[QStringLiteral("client_order_id")].toString();
        const bool buys = entry[QStringLiteral("side")].toString() == QStringLiteral("buy");
        const auto legName = QStringLiteral("0e0e0e0e-leg-of-") + name;
        auto leg = makeOrder({{QStringLiteral("client_order_id"), legName},
                              {QStringLiteral("symbol"), entry[QStringLiteral("symbol")]},
                              {QStringLiteral("side"), buys ? QStringLiteral("sell") : QStringLiteral("buy")},
                              {QStringLiteral("type"), QStringLiteral("stop")},
                              {QStringLiteral("time_in_force"), entry[QStringLiteral("time_in_force")]},
                              {QStringLiteral("qty"), entry[QStringLiteral("qty")]},
                              {QStringLiteral("stop_price"),
                               wish[QStringLiteral("stop_loss")].toObject()[QStringLiteral("stop_price")]}},
                             QStringLiteral("held"));
        for (const auto& each : {name, legName}) {
            orders[each][QStringLiteral("order_class")] = QStringLiteral("oto");
            orders[each][QStringLiteral("created_at")] = entry[QStringLiteral("submitted_at")];
        }
        legOf[name] = legName;
        return withLegs(orders[name]);
    }
    /// As "nested" shows it.
    [[nodiscard]] QJsonObject withLegs(QJsonObject order) const
    {
        const auto leg = legOf.find(order[QStringLiteral("client_order_id")].toString());
        if (leg != legOf.end()) {
            order[QStringLiteral("legs")] = QJsonArray{orders.at(leg->second)};
        }
        return order;
    }
    /// The order stands so from now on, and the stream says it.
    void turn(const QString& name, const QString& event, const QString& status, const QString& filled = {},
              const QJsonObject& more = {})
    {
        auto& order = orders.at(name);
        order[QStringLiteral("status")] = status;
        if (!filled.isEmpty()) {
            order[QStringLiteral("filled_qty")] = filled;
        }
        say(event, order, more); // without its legs: that the stream has them is nowhere promised
    }
    /// A word of the order stream, in a binary frame as the paper endpoint does it.
    void say(const QString& event, const QJsonObject& order, const QJsonObject& more = {})
    {
        QJsonObject data = more;
        data[QStringLiteral("event")] = event;
        data[QStringLiteral("timestamp")] = QStringLiteral("2026-07-14T13:31:03.010203Z");
        data[QStringLiteral("order")] = order;
        sayRaw(QJsonDocument(QJsonObject{{QStringLiteral("stream"), QStringLiteral("trade_updates")},
                                         {QStringLiteral("data"), data}})
                   .toJson(QJsonDocument::Compact));
    }
    void sayRaw(const QByteArray& bytes, bool isText = false)
    {
        for (auto* stream : listening) {
            isText ? stream->sendTextMessage(QString::fromUtf8(bytes)) : stream->sendBinaryMessage(bytes);
        }
    }
    static QJsonObject execution(const QString& id, const QString& price, const QString& qty)
    {
        return {{QStringLiteral("execution_id"), id}, {QStringLiteral("price"), price}, {QStringLiteral("qty"), qty}};
    }
    void addActivity(const QString& execution, const QJsonObject& order, const QString& price, const QString& qty)
    {
        activities.append(
            QJsonObject{{QStringLiteral("id"), QStringLiteral("20260714093103010::") + execution},
                        {QStringLiteral("activity_type"), QStringLiteral("FILL")},
                        {QStringLiteral("transaction_time"), QStringLiteral("2026-07-14T13:31:03.010203Z")},
                        {QStringLiteral("type"), QStringLiteral("fill")},
                        {QStringLiteral("price"), price},
                        {QStringLiteral("qty"), qty},
                        {QStringLiteral("side"), order[QStringLiteral("side")]},
                        {QStringLiteral("symbol"), order[QStringLiteral("symbol")]},
                        {QStringLiteral("order_id"), order[QStringLiteral("id")]}});
    }
    void cutStreams()
    {
        for (auto* stream : std::exchange(listening, {})) {
            stream->abort();
        }
    }
    [[nodiscard]] quint16 streamPort() const
    {
        return m_streams.serverPort();
    }

    ScriptedServer rest;
    std::vector<Asked> asked;
    /// Asked first: an answer, empty for none at all, or nothing: as usual.
    std::function<std::optional<QByteArray>(const Asked&)> script;
    bool cutsInstead = false; ///< Where the script gives no answer the connection ends.
    std::vector<int> unanswered; ///< The connections on which requests wait, by their numbers.
    QByteArray account = R"({"account_number":"PA1","status":"ACTIVE","currency":"USD","cash":"100000.00",)"
                         R"("equity":"100000","trading_blocked":false,"account_blocked":false,"new_flag":[1]})";
    QByteArray positions = "[]";
    QJsonArray activities;
    std::map<QString, QJsonObject> orders; ///< By client order id.
    std::map<QString, QString> legOf; ///< The names of legs by those of their entries.
    bool takesKey = true;
    std::vector<QWebSocket*> listening;
    int streams = 0;
    std::function<void(QWebSocket*, const QByteArray&)> onData; ///< Messages on data streams.
    std::vector<QWebSocket*> dataStreams;

private:
    QByteArray answerTo(const Asked& request)
    {
        if (const auto told = script ? script(request) : std::nullopt) {
            return *told;
        }
        const auto path = request.path();
        if (path == "/v2/account") {
            return json(account);
        }
        if (path == "/v2/clock") {
            return json(R"({"timestamp":"2026-07-14T09:31:02.5-04:00","is_open":true})");
        }
        if (path == "/v2/positions") {
            return json(positions);
        }
        if (path == "/v2/account/activities/FILL") {
            return json(QJsonDocument(activities).toJson());
        }
        if (path == "/v2/orders" && request.method == "POST") {
            const auto wish = QJsonDocument::fromJson(request.body).object();
            const bool isFamily = wish[QStringLiteral("order_class")].toString() == QStringLiteral("oto");
            return json(QJsonDocument(isFamily ? makeFamily(wish) : makeOrder(wish)).toJson());
        }
        if (path == "/v2/orders") {
            return json(openOrders(request));
        }
        if (path.startsWith("/v2/orders")) {
            return answerToOrder(request);
        }
        return fault("404 Not Found", 40410000, "not found");
    }
    [[nodiscard]] QByteArray openOrders(const Asked& request) const
    {
        const QUrlQuery query(QUrl(QString::fromUtf8(request.target)));
        const bool wantsAll = query.queryItemValue(QStringLiteral("status")) == QStringLiteral("all");
        const bool isNested = query.queryItemValue(QStringLiteral("nested")) == QStringLiteral("true");
        const bool wantsOpen = query.queryItemValue(QStringLiteral("status")) == QStringLiteral("open");
        const auto after = query.queryItemValue(QStringLiteral("after"), QUrl::FullyDecoded);
        std::map<QString, QJsonObject> sorted; // times of this venue differ, and all are of one form
        for (const auto& [name, order] : orders) {
            const auto status = order[QStringLiteral("status")].toString();
            const auto submitted = order[QStringLiteral("submitted_at")].toString();
            const bool isOpen = status == QStringLiteral("new") || status == QStringLiteral("partially_filled")
                || status == QStringLiteral("held");
            if ((wantsAll || isOpen == wantsOpen) && submitted.chopped(1) > after.left(submitted.size() - 1)) {
                sorted[submitted] = isNested ? withLegs(order) : order;
            }
        }
        QJsonArray list;
        for (const auto& [submitted, order] : sorted) {
            if (list.size() < 500) {
                list.append(order);
            }
        }
        return QJsonDocument(list).toJson();
    }
    QByteArray answerToOrder(const Asked& request)
    {
        const QUrl url(QString::fromUtf8(request.target));
        const auto name = QUrlQuery(url).queryItemValue(QStringLiteral("client_order_id"));
        const bool isNested = QUrlQuery(url).queryItemValue(QStringLiteral("nested")) == QStringLiteral("true");
        for (auto& [key, order] : orders) {
            if (key == name || url.path().endsWith(order[QStringLiteral("id")].toString())) {
                return request.method == "DELETE" ? httpAnswer({}, "204 No Content")
                                                  : json(QJsonDocument(isNested ? withLegs(order) : order).toJson());
            }
        }
        return fault("404 Not Found", 40410000, "order not found");
    }
    void takeStream()
    {
        auto* stream = m_streams.nextPendingConnection();
        stream->setParent(this);
        ++streams;
        connect(stream, &QWebSocket::disconnected, this, [this, stream] {
            std::erase(listening, stream);
            std::erase(dataStreams, stream);
        });
        if (stream->requestUrl().path() != QStringLiteral("/stream")) {
            dataStreams.push_back(stream);
            const auto take = [this, stream](const QByteArray& bytes) {
                if (onData) {
                    onData(stream, bytes);
                }
            };
            connect(stream, &QWebSocket::binaryMessageReceived, this, take);
            connect(stream, &QWebSocket::textMessageReceived, this,
                    [take](const QString& text) { take(text.toUtf8()); });
            if (onData) {
                onData(stream, {});
            }
            return;
        }
        connect(stream, &QWebSocket::textMessageReceived, this, [this, stream](const QString& text) {
            const auto action = QJsonDocument::fromJson(text.toUtf8())[QStringLiteral("action")].toString();
            if (action == QStringLiteral("authenticate")) {
                stream->sendBinaryMessage(
                    takesKey
                        ? R"({"stream":"authorization","data":{"status":"authorized","action":"authenticate"}})"
                        : R"({"stream":"authorization","data":{"status":"unauthorized","action":"authenticate"}})");
            } else if (action == QStringLiteral("listen")) {
                listening.push_back(stream);
                stream->sendBinaryMessage(R"({"stream":"listening","data":{"streams":["trade_updates"]}})");
            }
        });
    }

    QWebSocketServer m_streams;
    int m_orders = 0;
};

} // namespace omni::tests
