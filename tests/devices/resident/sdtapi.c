/* A stand-in for the makers' library: the same functions, a port for each way it goes.

   The folder in SDT_CARDS holds one file: `card` (a text record; no file, no card). A card that was read is not found
   again until the file changes. What the ports do:

   1001 works    1002 the read is torn (100 bytes)   1003 hangs in the read      1004 crashes in the read
   1005 lengths without sense                        1006 refuses (41)           1007 defective (66)
   1008 prints while it works                        1009 a wrong checksum once for each read
   1010 hangs when it is opened                      1011 garbled always         1012 the port fails while reading
   1 a COM port that opens without a module          all others: no reader
*/

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct timespec taken;
static int faults;

static const char *card(void)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/card", getenv("SDT_CARDS"));
    return path;
}

static int there(struct timespec *since)
{
    struct stat s;
    if (stat(card(), &s) != 0)
        return 0;
    *since = s.st_mtim;
    return 1;
}

static void hang(void)
{
    for (;;)
        pause();
}

int SDT_OpenPort(int port)
{
    if (port == 1010)
        hang();
    return (port >= 1001 && port <= 1012) || port == 1 ? 0x90 : 0x01;
}

int SDT_ClosePort(int port)
{
    (void)port;
    return 0x90;
}

int SDT_GetSAMStatus(int port, int open)
{
    (void)open;
    if (port == 1)
        return 0x02;
    return port == 1007 ? 0x66 : 0x90;
}

int SDT_GetSAMIDToStr(int port, char *text, int open)
{
    (void)open;
    sprintf(text, "05.01-20140001-%010d-0000001234", port);
    return 0x90;
}

int SDT_StartFindIDCard(int port, unsigned char *info, int open)
{
    struct timespec since;
    (void)open;
    if (port == 1007)
        return 0x66;
    memset(info, 0, 4);
    if (port == 1008)
        printf("finding...\n"), fflush(stdout);
    if (!there(&since))
        return 0x80;
    return since.tv_sec == taken.tv_sec && since.tv_nsec == taken.tv_nsec ? 0x80 : 0x9F;
}

int SDT_SelectIDCard(int port, unsigned char *info, int open)
{
    (void)port, (void)open;
    memset(info, 0, 8);
    return 0x90;
}

int SDT_ReadBaseMsg(int port, unsigned char *text, unsigned *text_length, unsigned char *photo,
                    unsigned *photo_length, int open)
{
    struct timespec since;
    FILE *file;
    (void)open;
    switch (port) {
    case 1003:
        hang();
    case 1004:
        raise(SIGSEGV);
    case 1006:
        return 0x41;
    case 1009:
        if (faults++ % 2 == 0)
            return 0x10;
        break;
    case 1011:
        return 0x24;
    case 1012:
        return 0x02;
    }
    if (!there(&since) || (file = fopen(card(), "rb")) == NULL)
        return 0x41;
    *text_length = fread(text, 1, 256, file);
    fclose(file);
    memset(photo, 7, 1024);
    *photo_length = 1024;
    if (port == 1002)
        *text_length = 100;
    if (port == 1005)
        *text_length = 0xFFFFFFFFu, *photo_length = 0x80000000u;
    if (port != 1005 && port != 1002)
        taken = since;
    return 0x90;
}

int SDT_ReadNewAppMsg(int port, unsigned char *text, unsigned *length, int open)
{
    (void)open;
    if (port != 1008)
        return 0x91;
    for (int n = 0; n < 70; n += 2)
        text[n] = n < 8 ? 'A' : ' ', text[n + 1] = 0;
    *length = 70;
    return 0x90;
}
