// A request as it came over the wire, taken apart for a fake of a service.

#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

#include <utility>

namespace omni::tests {

struct HttpRequestText {
    QByteArray method, target, body;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< Names in small letters.

    explicit HttpRequestText(const QByteArray& all)
    {
        const qsizetype end = all.indexOf("\r\n\r\n");
        body = all.mid(end + 4);
        auto lines = all.left(end).split('\n');
        const auto first = lines.takeFirst().split(' ');
        method = first.value(0);
        target = first.value(1);
        for (const auto& line : lines) {
            const qsizetype colon = line.indexOf(':');
            fields += std::pair(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
    }
    [[nodiscard]] QByteArray field(const QByteArray& name) const
    {
        for (const auto& [key, value] : fields) {
            if (key == name) {
                return value;
            }
        }
        return {};
    }
    [[nodiscard]] QJsonObject json() const
    {
        return QJsonDocument::fromJson(body).object();
    }
};

inline QByteArray jsonText(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace omni::tests
