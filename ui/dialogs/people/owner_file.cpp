#include "ui/dialogs/people/owner_file.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <filesystem>
#include <system_error>

namespace omni::ui::people {

namespace {

bool isWritten(QIODevice& file, const char* at, std::size_t size)
{
    const auto all = static_cast<qint64>(size);
    qint64 done = 0;
    while (done < all) {
        const qint64 more = file.write(at + done, all - done);
        if (more <= 0) {
            return false;
        }
        done += more;
    }
    return true;
}

} // namespace

QString writeForOwner(const QString& path, const QString& head, const std::vector<platform::SecretBytes>& lines)
{
    QTemporaryFile file(QFileInfo(path).absolutePath() + QStringLiteral("/.omnitrade-XXXXXX")); // made with 0600
    if (!file.open()) {
        return file.errorString();
    }
    file.close();
    // Anew without a buffer: what is written lies in no memory that nobody wipes.
    QFile raw(file.fileName());
    bool isGood = raw.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && raw.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray first = head.toUtf8();
    isGood = isGood && isWritten(raw, first.constData(), static_cast<std::size_t>(first.size()));
    for (const auto& line : lines) {
        const auto bytes = line.exposed();
        isGood = isGood && isWritten(raw, reinterpret_cast<const char*>(bytes.data()), bytes.size())
            && isWritten(raw, "\n", 1);
    }
    const QString fault = raw.errorString();
    raw.close();
    if (!isGood) {
        return fault;
    }
    std::error_code error;
    std::filesystem::rename(file.fileName().toStdU16String(), path.toStdU16String(), error);
    if (error) {
        return QString::fromStdString(error.message());
    }
    file.setAutoRemove(false);
    return {};
}

} // namespace omni::ui::people
