// Asks for the files of a recording and the speed to play them at. Files are only named here; the session reads them.

#pragma once

#include "ui/bridge/engine_link.h"

#include <QDialog>
#include <QStringList>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace omni::ui {

class Theme;

/// Shown with open().
class OpenRecording final : public QDialog
{
    Q_OBJECT

public:
    OpenRecording(Theme& theme, QWidget* parent);

    void addFiles(const QStringList& files);
    [[nodiscard]] runtime::SessionWish wish() const;

signals:
    void wanted(const omni::runtime::SessionWish& wish);

private:
    void choose();
    void refresh();

    QListWidget* m_files;
    QComboBox* m_speed;
    QPushButton* m_choose;
    QPushButton* m_remove;
    QPushButton* m_start;
};

} // namespace omni::ui
