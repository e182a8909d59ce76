// The step "Sign-in and authenticator" of the set-up: the vault, the owner's account in it, the second factor. Each is
// done at once and stays; what is done already is ticked, so the step goes on where it was left, whenever that was.

#pragma once

#include "ui/style/theme.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QLabel;
class QPushButton;

namespace omni::ui {
class EngineLink;
struct Formats;
} // namespace omni::ui

namespace omni::ui::people {
class PeopleActs;
} // namespace omni::ui::people

namespace omni::ui::first_run {

class SignInStep final : public QWidget
{
    Q_OBJECT

public:
    SignInStep(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent = nullptr);

    /// All three are there.
    [[nodiscard]] bool isDone() const noexcept
    {
        return m_done == partCount;
    }
    /// Shows how it is now. Cheap: nothing is set that has not changed.
    void refresh();

signals:
    /// More of it is there than before.
    void wentOn();

private:
    static constexpr int partCount = 3;
    struct Part {
        QLabel* sign = nullptr;
        QLabel* title = nullptr;
        QLabel* words = nullptr;
        QPushButton* act = nullptr;
    };

    void addPart(std::size_t at, const QString& title, const QString& act, const char* name);
    void show(std::size_t at, bool isDone, bool mayBegin, const QString& words);
    void openVault();

    EngineLink& m_engine;
    const Theme& m_theme;
    people::PeopleActs* m_acts;
    std::array<Part, partCount> m_parts;
    QTimer m_timer;
    int m_done = 0;
};

} // namespace omni::ui::first_run
