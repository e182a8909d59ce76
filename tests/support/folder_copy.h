// A folder as it stands at this moment, copied: what a machine that lost its power would find.

#pragma once

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace omni::test {

/// `to` does not exist yet. False: something could not be copied.
inline bool copyFolder(const QString& from, const QString& to)
{
    bool isWhole = QDir().mkpath(to);
    QDirIterator each(from, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        const QString there = to + path.mid(from.size());
        if (each.fileInfo().isDir()) {
            isWhole = QDir().mkpath(there) && isWhole;
        } else if (each.fileInfo().isFile()) {
            isWhole = QDir().mkpath(QFileInfo(there).path()) && QFile::copy(path, there) && isWhole;
        }
    }
    return isWhole;
}

} // namespace omni::test
