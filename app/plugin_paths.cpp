#include "app/plugin_paths.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace omni::app {

void keepToOwnPlugins()
{
#ifdef Q_OS_LINUX
    for (const char* variable :
         {"QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH"}) {
        qunsetenv(variable);
    }
    QCoreApplication::setLibraryPaths({QLibraryInfo::path(QLibraryInfo::PluginsPath)});
#endif
}

} // namespace omni::app
