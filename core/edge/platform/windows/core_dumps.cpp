#include "core/edge/platform/secret_memory.h"
#include "core/edge/platform/windows/handle.h"

// Declared here because MinGW's <werapi.h> does not compile. kernel32 has it.
extern "C" HRESULT WINAPI WerSetFlags(DWORD flags);

namespace omni::platform {

Result<void> forbidCoreDumps()
{
    constexpr DWORD noHeap = 1; // WER_FAULT_REPORTING_FLAG_NOHEAP
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    if (FAILED(::WerSetFlags(noHeap))) {
        return failure(Errc::Unavailable, "error reports cannot be kept from holding the heap");
    }
    return {};
}

} // namespace omni::platform
