#include "core/host/watch/watched_session.h"

#include "core/base/json_text.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace omni::watch {

namespace {

constexpr std::string_view fileName = "watched-session.json";
constexpr std::size_t mostBytes = 1 << 20;

std::string textIn(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString().toStdString();
}

std::optional<orders::Nonce> nonceFrom(const std::string& text)
{
    return !text.empty() && orders::Nonce::fits(text) ? std::optional(orders::Nonce(text)) : std::nullopt;
}

std::optional<WatchedSession> sessionFrom(const QJsonObject& object)
{
    WatchedSession session;
    const auto own = nonceFrom(textIn(object, "session"));
    const auto install = nonceFrom(textIn(object, "install"));
    const std::string environment = textIn(object, "environment");
    session.broker = textIn(object, "broker");
    session.account = textIn(object, "account");
    session.proxy = textIn(object, "proxy");
    session.certificate = textIn(object, "certificate");
    if (!own || !install || session.broker.empty() || (environment != "paper" && environment != "live")) {
        return std::nullopt;
    }
    session.session = *own;
    session.install = *install;
    session.environment = environment == "live" ? orders::Environment::Live : orders::Environment::Paper;
    for (const auto& one : object.value(QLatin1String("starts")).toArray()) {
        const auto nonce = nonceFrom(one.toString().toStdString());
        if (!nonce) {
            return std::nullopt;
        }
        session.starts.push_back(*nonce);
    }
    for (const auto& one : object.value(QLatin1String("symbols")).toArray()) {
        session.symbols.push_back(one.toString().toStdString());
    }
    const auto faces = object.value(QLatin1String("faces")).toObject();
    for (auto face = faces.begin(); face != faces.end(); ++face) {
        session.faces.push_back({face.key().toStdString(), face.value().toString().toStdString()});
    }
    return session;
}

} // namespace

std::optional<orders::ClientOrderParts> WatchedSession::partsOfOurs(std::string_view name) const
{
    const auto parts = orders::partsOf(name);
    const bool isOurs
        = parts && parts->install == install && std::find(starts.begin(), starts.end(), parts->start) != starts.end();
    return isOurs ? parts : std::nullopt;
}

Result<void> keepWatched(platform::FileFolder& profile, const WatchedSession& session)
{
    JsonText json;
    json.object().member("session", session.session.view()).member("install", session.install.view());
    json.key("starts").array();
    for (const auto& start : session.starts) {
        json.text(start.view());
    }
    json.end().member("broker", std::string_view(session.broker));
    json.member("environment", orders::nameOf(session.environment));
    json.member("account", std::string_view(session.account)).key("symbols").array();
    for (const auto& symbol : session.symbols) {
        json.text(symbol);
    }
    json.end().key("faces").object();
    for (const auto& face : session.faces) {
        json.member(face.key, std::string_view(face.url));
    }
    json.end().member("proxy", std::string_view(session.proxy));
    json.member("certificate", std::string_view(session.certificate)).end();
    return profile.replace(fileName, std::as_bytes(std::span(json.view())));
}

Result<WatchedSession> keptWatched(const platform::FileFolder& profile)
{
    const auto file = profile.read(fileName);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto bytes = (*file)->bytes();
    const auto text = QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()),
                                              static_cast<qsizetype>(std::min(bytes.size(), mostBytes)));
    auto session = sessionFrom(QJsonDocument::fromJson(text).object());
    if (!session) {
        return failure(Errc::Corrupt, std::string(fileName) + " says of no session what a watchdog must know");
    }
    return std::move(*session);
}

} // namespace omni::watch
