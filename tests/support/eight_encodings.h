// Where in a folder, or in a text, something stands that must not: as it is and in the other forms in which a careless
// program keeps text (V29).

#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace omni::tests {

/// As it is, turned around, in UTF-16, hexadecimal in small and in large letters, base64 at each of three places within
/// its groups, base64 for addresses, percent signs.
inline QList<QByteArray> encodingsOf(const QByteArray& secret)
{
    QList<QByteArray> forms{secret, secret.toHex(), secret.toHex().toUpper()};
    QByteArray turned = secret;
    std::reverse(turned.begin(), turned.end());
    forms << turned;
    forms << QByteArray(reinterpret_cast<const char*>(QString::fromUtf8(secret).utf16()), 2 * secret.size());
    for (qsizetype skipped = 0; skipped < 3; ++skipped) { // whole groups, whatever stands before and behind
        const qsizetype whole = (secret.size() - skipped) / 3 * 3;
        forms << secret.mid(skipped, whole).toBase64()
              << secret.mid(skipped, whole).toBase64(QByteArray::Base64UrlEncoding);
    }
    QByteArray percent;
    for (const char c : secret) {
        percent += '%' + QByteArray(1, c).toHex().toUpper();
    }
    forms << percent << secret.toPercentEncoding();
    return forms;
}

inline bool holds(const QByteArray& bytes, const QByteArray& secret)
{
    const auto forms = encodingsOf(secret);
    return std::any_of(forms.begin(), forms.end(), [&bytes](const QByteArray& form) { return bytes.contains(form); });
}

/// Names of the files below `folder`, hidden ones and names included, that hold it.
inline QStringList filesHolding(const QString& folder, const QByteArray& secret, const QStringList& except = {})
{
    QStringList found;
    for (QDirIterator at(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
         at.hasNext();) {
        const QString name = at.next();
        if (except.contains(name)) {
            continue;
        }
        QFile file(name);
        const bool isThere = file.open(QIODevice::ReadOnly) && holds(file.readAll(), secret);
        if (isThere || holds(name.toUtf8(), secret)) {
            found << name;
        }
    }
    return found;
}

} // namespace omni::tests
